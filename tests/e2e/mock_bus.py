"""A private bus with python-dbusmock's services on it, run by the system's Python beside the program."""

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import HeaderFields, MessageType

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
MOCK = "org.freedesktop.DBus.Mock"


class MockBus:
    """A bus of our own; ``address`` goes into the environment."""

    def __init__(self) -> None:
        if shutil.which("dbus-daemon") is None or not Path(SYSTEM_PYTHON).exists():
            pytest.fail("not installed: dbus or python3-dbusmock; make e2e installs them")
        self._services: list[subprocess.Popen[str]] = []
        self._daemon = subprocess.Popen(
            [
                *("dbus-daemon", f"--config-file={HERE / 'session.conf'}"),
                *("--print-address=1", "--nofork", "--nopidfile"),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        self._connection: DBusConnection = open_dbus_connection(self.address)

    def serve(self, template: str, name: str, parameters: str = "{}") -> "subprocess.Popen[str]":
        """Start a service of dbusmock and wait until it owns its name."""
        environment = os.environ | {
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            "DBUS_SYSTEM_BUS_ADDRESS": self.address,
        }
        service = subprocess.Popen(
            [SYSTEM_PYTHON, "-m", "dbusmock", "--template", template, "--parameters", parameters],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._services.append(service)
        for _ in range(100):
            if self.owned(name):
                return service
            if service.poll() is not None:
                break
            time.sleep(0.1)  # dbusmock does not say when it is ready
        pytest.fail(f"{template} did not start")

    def stop_service(self, service: "subprocess.Popen[str]", name: str) -> None:
        """End a service; its name is free afterwards."""
        service.terminate()
        service.wait(timeout=10)
        if service.stderr is not None:
            service.stderr.close()
        self._services.remove(service)
        assert not self.owned(name)

    def owned(self, name: str) -> bool:
        """Whether somebody owns a name."""
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        return bool(self._ask(bus, "NameHasOwner", "s", (name,))[0])

    def calls(self, path: str, name: str, method: str) -> list[tuple[Any, ...]]:
        """The arguments of all calls of a method so far."""
        (found,) = self._ask(DBusAddress(path, name, MOCK), "GetMethodCalls", "s", (method,))
        return [tuple(value for _, value in arguments) for _, arguments in found]

    def emit(
        self, where: tuple[str, str, str], member: str, signature: str, values: list[Any]
    ) -> None:
        """Let a service tell a signal; ``where`` is path, name and interface."""
        path, name, interface = where
        arguments = list(zip(signature, values, strict=True))
        self._ask(
            DBusAddress(path, name, MOCK),
            *("EmitSignal", "sssav", (interface, member, signature, arguments)),
        )

    def call(self, where: tuple[str, str, str], method: str, signature: str, *values: Any) -> Any:
        """Call a method of a service."""
        return self._ask(DBusAddress(*where), method, signature, values)

    def stop(self) -> None:
        """Stop the services and the bus."""
        self._connection.close()
        for process in (*self._services, self._daemon):
            process.terminate()
            process.wait(timeout=10)
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    stream.close()

    def _ask(
        self, address: DBusAddress, method: str, signature: str, values: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        message = new_method_call(address, method, signature, values)
        answer = self._connection.send_and_get_reply(message, timeout=10)
        failed = answer.header.message_type is MessageType.error
        assert not failed, (answer.header.fields.get(HeaderFields.error_name), answer.body)
        return tuple(answer.body)
