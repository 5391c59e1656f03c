"""Names of shipped forces, for mechanisms that do not yet ask for roles alone.

Whoever is left out keeps its rows, empty, so that these names stand in every roster.
"""

JNIM, ISGS = "jnim", "isgs"
CMA = "cma"
MILITIA = "selfdef"
CONTRACTOR = "wagner"
FRANCE, RUSSIA = "france", "russia"
