"""The table of ``docs/performance.md``, written between its two marks."""

BEGIN, END = "<!-- table: make bench -->", "<!-- end of table -->"


def written(page, found):
    """Return the page with the table of this run in it."""
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{_table(found)}\n{END}{after}"


def _table(found):
    by, cold, rates = found["seconds_a_week"], found["seconds_cold"], found["rates"]
    million = 1e6
    rows = [
        (
            "update of the communities, 64 replicates x 1,000 communities",
            f"{found['community_weeks_per_second'] / million:.1f} million community-weeks a second and core",
        ),
        (
            "the same, fused by hand and compiled (the practical limit)",
            f"{found['fused_community_weeks_per_second'] / million:.1f} million: {found['kernel_ratio']:.1f} x the arrays",
        ),
        (
            "the same as plain Mesa objects (`tests/reference`)",
            f"{rates['plain_mesa'] / 1e3:.0f} thousand: the arrays are {found['ratio_to_plain_mesa_reference']:.0f} x faster",
        ),
        (
            "the same against Mesa's own Epstein example, 40 x 40",
            f"{found['ratio_to_mesa_epstein']:.0f} x (it does {rates['mesa_epstein'] / 1e3:.0f} thousand agent-steps)",
        ),
        (
            "the same against Starsim's SIR, 20,000 people",
            f"{found['ratio_to_starsim_sir']:.1f} x (it does {rates['starsim_sir'] / million:.1f} million)",
        ),
        (
            "all mechanisms, same size",
            f"{found['ground_community_weeks_per_second'] / million:.1f} million; {found['ground_ratio_to_plain_mesa_reference']:.0f} x all of them as plain Mesa objects ({rates['plain_mesa_ground'] / 1e3:.0f} thousand)",
        ),
        (
            "the whole model, same size",
            f"{found['whole_model_community_weeks_per_second'] / million:.1f} million; {found['whole_model_ratio_to_mesa_epstein']:.0f} x Epstein, {found['whole_model_ratio_to_starsim_sir']:.1f} x SIR",
        ),
        ("milliseconds a week by replicates (300 communities)", _list(by["replicates"])),
        ("milliseconds a week by communities (8 replicates)", _list(by["communities"])),
        ("milliseconds a week over weeks lived (64 replicates)", _list(by["weeks"])),
        ("milliseconds a week by actors (64 replicates)", _list(by["actors"])),
        ("growth with replicates, 64 to 256", f"exponent {found['exponent_worlds']:.2f}"),
        (
            "growth with communities, 3,000 to 30,000",
            f"exponent {found['exponent_communities']:.2f}",
        ),
        (
            "100 runs of 36 months, one core, after start",
            f"{found['seconds_100_runs']:.2f} s of processor time",
        ),
        ("a fork, 50 runs twice", f"{found['seconds_fork_50']:.1f} s of processor time"),
        (
            "`compare` of two scenarios x 100, cold, with report",
            f"{found['seconds_compare_cold']:.1f} s by the clock, {found['megabytes_compare']:.0f} MB",
        ),
        ("1,000 runs of half a year: peak memory", f"{found['megabytes_run_1000']:.0f} MB"),
        *((f"`{name}`, cold", f"{taken:.2f} s by the clock") for name, taken in cold.items()),
    ]
    kept = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    machine = f"{found['machine']['cores']} cores, Python {found['machine']['python']}; {kept}."
    lines = ["| what | figure |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)]
    return "\n".join([*lines, "", machine])


def _list(costs):
    return ", ".join(f"{int(n):,}: {1e3 * taken:.1f}" for n, taken in costs.items())
