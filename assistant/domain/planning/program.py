"""The program of an instance with all its products; how its money is coupled is left to the caller."""

from assistant.domain.planning.instance import Instance, Loan, Revolving
from assistant.domain.planning.model import Program
from assistant.domain.planning.model_loan import add_loan
from assistant.domain.planning.model_overdue import add_overdue, keep_order
from assistant.domain.planning.model_revolving import add_revolving


def open_program(instance: Instance, *, clean: bool) -> Program:
    """All products' columns and rows; ``close`` has to follow."""
    program = Program(instance, clean)
    # What is overdue comes first: what of an account is newer is built upon it.
    places = sorted(range(len(instance.products)), key=lambda place: not _was_late(instance, place))
    for place in places:
        product = instance.products[place]
        if isinstance(product, Revolving):
            add_revolving(program, place, product)
        elif product.overdue:
            add_overdue(program, place, product)
        else:
            add_loan(program, place, product)
    keep_order(program)
    return program


def _was_late(instance: Instance, place: int) -> bool:
    product = instance.products[place]
    return isinstance(product, Loan) and product.overdue
