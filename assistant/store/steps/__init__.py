"""The schema's steps, one module each, run in the order of ``schema.STEPS``; a released one never changes.

Each has ``apply(db)``: it may make tables, move rows and make the triggers of journalled tables anew.
Money in whole 分, days as ISO text, instants as ISO text in UTC, rates as decimal text. Ids of what the
user owns are never given twice: the reminder ledger outlives the accounts it names.
"""
