"""The program of an instance with all its products; how its money is coupled is left to the caller."""

from assistant.domain.planning.instance import Instance, Revolving
from assistant.domain.planning.model import Program
from assistant.domain.planning.model_loan import add_loan
from assistant.domain.planning.model_revolving import add_revolving


def open_program(instance: Instance, *, clean: bool) -> Program:
    """All products' columns and rows; ``close`` has to follow."""
    program = Program(instance, clean)
    for place, product in enumerate(instance.products):
        if isinstance(product, Revolving):
            add_revolving(program, place, product)
        else:
            add_loan(program, place, product)
    return program
