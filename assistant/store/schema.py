"""What tells our files from others, and which steps made their tables."""

APPLICATION_ID = 0x42656966  # "Beif", at offset 68 of the file
STEPS = (
    "first_tables",
    "product_engine",
    "reminder_wishes",
    "cash_picture",
    "calendar_export",
    "collection_and_estates",
    "credit_record",
    "kept_plan",
    "imports",
    "lineage",
    "plan_scenarios",
    "harm_order",
    "kept_instance",
    "evidence_in_store",
    "waiting_rows",
    "unbilled_payments",
    "item_instant",
    "closed_earmarks",
    "assumed_bills",
    "after_cutoff",
)
"""Modules of ``store/steps``, as ``migrations`` runs them; here, so that counting them imports nothing."""


def schema_version() -> int:
    """How many steps this program knows; the file keeps its own count in ``user_version``."""
    return len(STEPS)
