"""What an estate pays to whom, step by step, each with its rule (law.md 7.1; resources/law/estate.toml).

Everything is integer 分; what is short is shared by largest remainder; nothing is lost on the way.
"""

from collections.abc import Sequence

from assistant.domain.estate_case import (
    AssetKind,
    Basis,
    CommunityRest,
    DebtKind,
    EstateCase,
)
from assistant.domain.estate_result import (
    CreditorResult,
    Entry,
    Settlement,
    Step,
    TakerResult,
)
from assistant.domain.estate_takers import NOBODY, Taking, share_out
from assistant.domain.money import ZERO, Money, total
from assistant.domain.shares import pay_claims


def settle(case: EstateCase, basis: Basis = Basis.TODAY) -> Settlement:
    """Settle an estate in the order of law.md 7.1; the sums of the parts are the sum of the assets."""
    return _Settling(case, basis).run()


class _Settling:
    """The tables of one settlement while its steps are gone through; claims by index of the debt."""

    def __init__(self, case: EstateCase, basis: Basis) -> None:
        self._case = case
        self._basis = basis
        self._claims = [debt.claim(basis) for debt in case.debts]
        self._collateral = [ZERO] * len(case.debts)
        self._community = [ZERO] * len(case.debts)
        self._estate = [ZERO] * len(case.debts)
        self._steps: list[Step] = []

    def run(self) -> Settlement:
        """Go through all steps."""
        case = self._case
        whole = total(asset.value for asset in case.assets)
        self._steps.append(Step("regime", (), whole))
        excluded = self._take_out_what_is_no_estate()
        own, common, pledged = self._pay_from_collateral()
        kept, spouse_half = self._divide_community(common, pledged)
        pool = own + kept
        self._steps.append(Step("estate", (), pool))
        pool, costs = self._pay_costs(pool)
        pool, reserves = self._reserve(pool)
        takable = pool
        pool = self._pay_class("taxes", self._of_kind(DebtKind.TAX), pool)
        pool = self._pay_class("ordinary", self._ordinary(), pool)
        takings = share_out(case.takers, takable, takable - pool)
        self._tell_takings(takings)
        return Settlement(
            case,
            self._basis,
            tuple(self._steps),
            tuple(self._creditor(index) for index in range(len(case.debts))),
            tuple(
                TakerResult(taker, taking.gross, taking.bears, reserve)
                for taker, taking, reserve in zip(case.takers, takings, reserves, strict=False)
            ),
            excluded,
            spouse_half,
            costs,
            takings[NOBODY].gross - takings[NOBODY].bears,
        )

    def _take_out_what_is_no_estate(self) -> Money:
        out = [
            asset
            for asset in self._case.assets
            if asset.kind in (AssetKind.INSURANCE, AssetKind.OTHERS)
        ]
        left = total(asset.value for asset in self._case.assets if asset not in out)
        taken = total(asset.value for asset in out)
        if out:
            entries = tuple(Entry(asset.name, asset.value) for asset in out)
            self._steps.append(Step("not_estate", entries, left))
        return taken

    def _pay_from_collateral(self) -> tuple[Money, Money, Money]:
        """What is left of his own things, of the couple's, and what his own creditors took of these."""
        own = common = pledged = ZERO
        entries: list[Entry] = []
        for asset in self._case.assets:
            if asset.kind not in (AssetKind.SEPARATE, AssetKind.COMMUNITY):
                continue
            is_common = asset.kind is AssetKind.COMMUNITY
            # A debt of his alone reaches his half of a common thing, and no more.
            reach = Money(asset.value.fen // 2) if is_common else asset.value
            left, taken_by_own = asset.value, ZERO
            for index in self._secured(asset.name):
                for_both = self._case.debts[index].kind is DebtKind.COMMUNITY
                most = left if for_both else min(left, reach - taken_by_own)
                paid = min(most, self._claims[index] - self._collateral[index])
                self._collateral[index] += paid
                left -= paid
                taken_by_own += ZERO if for_both else paid
                entries.append(Entry(f"{asset.name} → {self._case.debts[index].name}", paid))
            if is_common:
                common, pledged = common + left, pledged + taken_by_own
            else:
                own += left
        if entries:
            self._steps.append(Step("collateral", tuple(entries), own + common))
        return own, common, pledged

    def _secured(self, asset: str) -> list[int]:
        """Who is paid from a thing, in order: older taxes, then the secured debts as told."""
        secured = [index for index, debt in enumerate(self._case.debts) if debt.secured_by == asset]
        older = [
            index
            for index in self._of_kind(DebtKind.TAX)
            if self._case.debts[index].older_than_security
        ]
        return [*older, *secured] if secured else []

    def _divide_community(self, common: Money, pledged: Money) -> tuple[Money, Money]:
        """His part and the spouse's half after the couple's debts; ``pledged`` came off his part."""
        indexes = self._of_kind(DebtKind.COMMUNITY)
        rests = [self._rest(index) for index in indexes]
        paid = pay_claims(common, rests)
        for index, amount in zip(indexes, paid, strict=True):
            self._community[index] = amount
        if indexes:
            short = total(rests) - total(paid)
            self._steps.append(
                Step("community_debt", self._named(indexes, paid), common - total(paid), short)
            )
        rest = common - total(paid)
        half = min(Money((rest + pledged).fen // 2), rest)
        if common or pledged:
            self._steps.append(Step("spouse_half", (Entry("", half),), rest - half))
        return rest - half, half

    def _pay_costs(self, pool: Money) -> tuple[Money, Money]:
        claims = [cost.amount for cost in self._case.costs]
        paid = pay_claims(pool, claims)
        left, short = pool - total(paid), total(claims) - total(paid)
        names = (cost.name for cost in self._case.costs)
        entries = tuple(Entry(name, amount) for name, amount in zip(names, paid, strict=True))
        if entries:
            self._steps.append(Step("costs", entries, left, short))
        return left, total(paid)

    def _reserve(self, pool: Money) -> tuple[Money, tuple[Money, ...]]:
        wanted = [taker.necessary for taker in self._case.takers]
        kept = pay_claims(pool, wanted)
        left, short = pool - total(kept), total(wanted) - total(kept)
        entries = tuple(
            Entry(taker.name, amount)
            for taker, want, amount in zip(self._case.takers, wanted, kept, strict=True)
            if want
        )
        if entries:
            self._steps.append(Step("necessary_share", entries, left, short))
        return left, kept

    def _pay_class(self, rule: str, indexes: Sequence[int], pool: Money) -> Money:
        """Pay one class of claims, in proportion where the pool is short; what is left of the pool."""
        rests = [self._rest(index) for index in indexes]
        paid = pay_claims(pool, rests)
        for index, amount in zip(indexes, paid, strict=True):
            self._estate[index] = amount
        left, short = pool - total(paid), total(rests) - total(paid)
        if any(rests):
            self._steps.append(Step(rule, self._named(indexes, paid), left, short))
        return left

    def _tell_takings(self, takings: Sequence[Taking]) -> None:
        takers = self._case.takers
        bears = tuple(
            Entry(taker.name, taking.bears)
            for taker, taking in zip(takers, takings, strict=False)
            if taking.gross
        )
        nets = tuple(
            Entry(taker.name, taking.gross - taking.bears)
            for taker, taking in zip(takers, takings, strict=False)
        )
        kept = total(taking.gross - taking.bears for taking in takings)
        if bears:
            self._steps.append(Step("burden", bears, kept))
        if any(not taker.accepts for taker in takers):
            out = tuple(Entry(taker.name, ZERO) for taker in takers if not taker.accepts)
            self._steps.append(Step("renounce", out, kept))
        nobody = takings[NOBODY].gross - takings[NOBODY].bears
        self._steps.append(Step("remainder", nets, nobody))
        if not any(taker.accepts for taker in takers):
            self._steps.append(Step("administrator", (), nobody))

    def _of_kind(self, kind: DebtKind) -> list[int]:
        return [index for index, debt in enumerate(self._case.debts) if debt.kind is kind]

    def _ordinary(self) -> list[int]:
        """Ordinary debts with what their collateral did not cover; common ones where it is so chosen."""
        kinds = [DebtKind.ORDINARY]
        if self._case.community_rest is CommunityRest.ESTATE:
            kinds.append(DebtKind.COMMUNITY)
        return sorted(index for kind in kinds for index in self._of_kind(kind))

    def _rest(self, index: int) -> Money:
        return self._claims[index] - self._collateral[index] - self._community[index]

    def _named(self, indexes: Sequence[int], amounts: Sequence[Money]) -> tuple[Entry, ...]:
        debts = self._case.debts
        return tuple(
            Entry(debts[index].name, amount) for index, amount in zip(indexes, amounts, strict=True)
        )

    def _creditor(self, index: int) -> CreditorResult:
        debt, claim = self._case.debts[index], self._claims[index]
        got = self._collateral[index] + self._community[index] + self._estate[index]
        fee = min(got, debt.fee)
        interest = min(got - fee, debt.interest + claim - debt.amount)
        return CreditorResult(
            debt,
            claim,
            self._collateral[index],
            self._community[index],
            self._estate[index],
            fee,
            interest,
            got - fee - interest,
            claim - got if debt.kind is DebtKind.COMMUNITY else ZERO,
        )
