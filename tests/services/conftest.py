"""Sessions with one account each, for the commands' tests."""

import pytest

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, PayingAccountDraft
from assistant.domain.money import Money
from assistant.services.session import Session


@pytest.fixture
def huabei(session: Session) -> Session:
    """One 花呗 account with a limit of 5,000, paid from 余额宝."""
    draft = AccountDraft("huabei", "花呗", (DatedTerm("limit", "5000"),))
    session.ledger.open_account(draft, PayingAccountDraft("余额宝", Money.of("800")))
    return session


@pytest.fixture
def jiebei(session: Session) -> Session:
    """One 借呗 account with a limit of 20,000."""
    session.ledger.open_account(AccountDraft("jiebei", "借呗", (DatedTerm("limit", "20000"),)))
    return session
