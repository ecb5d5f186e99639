"""Loading with eyes open: what is handed in at the desk is read, shown with what it would change, and loaded once a person
confirms it.

`intake` takes files in or refuses them, `snapshot` and `changes` say what a load does to the ledger by doing it in a
transaction that is rolled back, `preview` puts together what the desk shows, `work` is what the worker does, `clean`
throws away what nobody confirmed.
"""
