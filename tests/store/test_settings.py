import pytest

from assistant.domain.settings import Settings
from assistant.errors import UserError
from assistant.store.unit import Store
from tests.store import samples


def _save(store: Store, name: str, value: str) -> None:
    with store.unjournalled():
        store.settings.save(name, value)


def test_without_rows_all_settings_are_the_defaults(store: Store) -> None:
    assert store.settings.load() == Settings()


def test_a_setting_is_read_as_it_was_saved_last(store: Store) -> None:
    _save(store, "theme", "dark")
    _save(store, "theme", "light")
    assert store.settings.load() == Settings(theme="light")


def test_only_what_differs_from_the_default_has_a_row(store: Store) -> None:
    before = store.settings.load()
    _save(store, "theme", "dark")
    _save(store, "theme", before.theme)
    _save(store, "language", "en")
    assert store.settings.load() == Settings(language="en")
    assert samples.rows(store, "setting") == ['{"key": "language", "value": "en"}']


def test_an_unknown_setting_is_refused(store: Store) -> None:
    with pytest.raises(UserError) as caught, store.unjournalled():
        store.settings.save("colour", "red")
    assert (caught.value.key, caught.value.field) == ("setting.unknown", "colour")
