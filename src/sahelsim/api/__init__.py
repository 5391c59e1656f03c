"""Every verb of sahelsim, one room a family; ``import sahelsim as ss`` has them all.

What the command line, the pages and the documents do, they ask of these.
"""
