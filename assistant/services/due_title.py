"""What a due is called on screen, in the command line and in a phone's calendar."""

from assistant import i18n
from assistant.domain.dues import Obligation, Source
from assistant.domain.snapshot import Snapshot


def due_title(snapshot: Snapshot, due: Obligation) -> str:
    """The account, and for loans which loan and term."""
    name = snapshot.account(due.account_id).name
    if due.source is not Source.LOAN_TERM or due.loan_id is None:
        return name
    loan = snapshot.loan(due.loan_id)
    return i18n.t("due.term", account=name, loan=loan.title, term=due.term_no, terms=loan.terms)
