"""Results as JSON (every measurement) and as Markdown (medians and ratios)."""

import statistics

from harness.scenarios import TEXT

COLUMNS = [("rps", "requests/s", "{:,.0f}"), ("cpu_us", "CPU us/request", "{:.1f}"),
           ("p50_us", "p50 us", "{:,.0f}"), ("p99_us", "p99 us", "{:,.0f}"),
           ("rss_mib", "RSS MiB", "{:.0f}"), ("busy", "core busy", "{:.0%}"),
           ("connections", "connections", "{:,.0f}"),
           ("rss_each_kib", "RSS KiB/connection", "{:.2f}"), ("heap_each_kib", "heap KiB/connection", "{:.2f}"),
           ("first_200_s", "first 200, s", "{:.3f}"), ("errors", "failed", "{:.0f}")]
WITH_RATIO = {"rps", "cpu_us", "p50_us", "p99_us", "rss_mib", "rss_each_kib", "first_200_s"}


def median(records, key):
    """The median over rounds, or None where it was not measured."""
    values = [r[key] for r in records if key in r]
    return statistics.median(values) if values else None


def ratio(records, others, key):
    """The median over rounds of the ratio within one round."""
    by_round = {r["round"]: r[key] for r in others if key in r}
    ratios = [r[key] / by_round[r["round"]] for r in records if key in r and by_round.get(r["round"])]
    return statistics.median(ratios) if ratios else None


def select(records, scenario, peer=None, routes=None):
    """The records of one scenario, peer and number of routes."""
    return [r for r in records if r["scenario"] == scenario
            and peer in (None, r["peer"]) and routes in (None, r["routes"])]


def summary(records):
    """One row for each scenario, number of routes and peer."""
    rows = []
    for scenario, routes, peer in dict.fromkeys(
            (r["scenario"], 0 if r["peer"] == "no proxy" else r["routes"], r["peer"]) for r in records):
        mine = select(records, scenario, peer, routes or None)
        nginx = select(records, scenario, "nginx", routes or None)
        row = {"scenario": scenario, "routes": routes, "peer": peer}
        for key, _, _ in COLUMNS:
            # One failed request in one round spoils the row, so failures are added up.
            row[key] = sum(r["errors"] for r in mine) if key == "errors" else median(mine, key)
            if key in WITH_RATIO:
                row[key + "_to_nginx"] = ratio(mine, nginx, key)
        rows.append(row)
    return rows


def goals(records):
    """What the project set out to reach, as (text, measured, limit, met); only what was measured."""
    def mine(scenario, routes=None):
        return select(records, scenario, "highgate", routes)

    def nginx(scenario):
        return select(records, scenario, "nginx")

    # Few routes, because Spring Cloud Gateway tries them one after another: 1,000 would flatter us.
    scg = ratio(mine("routes", 10), select(records, "routes", "scg", 10), "cpu_us")
    listed = [
        ("CPU per request to nginx's, 100 bytes", ratio(mine("small"), nginx("small"), "cpu_us"), 1.25),
        ("CPU per request to nginx's, 10 KiB", ratio(mine("large"), nginx("large"), "cpu_us"), 1.25),
        ("CPU per request to nginx's, all policies on", ratio(mine("policies"), nginx("policies"), "cpu_us"), 1.25),
        ("CPU per request to nginx's, 64 KiB", ratio(mine("k64"), nginx("k64"), "cpu_us"), 1.25),
        ("CPU per request to nginx's, 1 MiB", ratio(mine("mib"), nginx("mib"), "cpu_us"), 1.25),
        ("CPU per request to nginx's, TLS 1.3", ratio(mine("tls"), nginx("tls"), "cpu_us"), 1.25),
        ("CPU per request to nginx's, HTTP/2", ratio(mine("h2"), nginx("h2"), "cpu_us"), 1.25),
        ("CPU per request to nginx's, HTTP/2 in front and behind", ratio(mine("h2up"), nginx("h2up"), "cpu_us"), 1.25),
        ("CPU per call to nginx's, gRPC unary", ratio(mine("grpc"), nginx("grpc"), "cpu_us"), 1.25),
        ("CPU per call to nginx's, gRPC streaming", ratio(mine("grpcstream"), nginx("grpcstream"), "cpu_us"), 1.25),
        ("CPU per message to nginx's, WebSocket", ratio(mine("ws"), nginx("ws"), "cpu_us"), 1.25),
        ("RSS per idle connection to nginx's", ratio(mine("idle"), nginx("idle"), "rss_each_kib"), 2),
        ("RSS per idle TLS connection to nginx's", ratio(mine("idletls"), nginx("idletls"), "rss_each_kib"), 2),
        ("RSS per idle WebSocket to nginx's", ratio(mine("idlews"), nginx("idlews"), "rss_each_kib"), 2),
        ("CPU per request to Spring Cloud Gateway's, 10 routes", scg, 0.25),
        ("CPU per request with 10,000 routes to that with 10",
         ratio(mine("routes", 10_000), mine("routes", 10), "cpu_us"), 1.05),
        ("p99 at half load to nginx's", ratio(mine("half"), nginx("half"), "p99_us"), 1.5),
        ("seconds to the first proxied 200", median(mine("start"), "first_200_s"), 1.5),
        ("idle RSS, MiB", median(mine("start"), "rss_mib"), 200),
    ]
    return [(text, value, limit, value <= limit) for text, value, limit in listed if value is not None]


def markdown(head, records):
    """The report that people read."""
    rows = summary(records)
    lines = ["# Comparison with other proxies", "", *(f"- {key}: {value}" for key, value in head.items()), "",
             "Medians over the rounds; in brackets the median of the ratios to nginx in the same round and",
             "with as many routes. Core busy: share of the proxy's core that it used; below about 95 % the",
             "load or the origin was the limit, and only CPU per request compares. RSS counts pages that",
             "processes share once for each. 'no proxy' is the load straight at the origin.", ""]
    for scenario, text in TEXT.items():
        chosen = [row for row in rows if row["scenario"] == scenario]
        if chosen:
            lines += [f"## {scenario}: {text}", "", *table(chosen), ""]
    reached = goals(records)
    if reached:
        lines += ["## Goals", "", "| goal | measured | at most | |", "|---|---:|---:|---|",
                  *(f"| {text} | {value:.2f} | {limit:g} | {'met' if met else 'missed'} |"
                    for text, value, limit, met in reached), ""]
    return "\n".join(lines)


def table(rows):
    """Only the columns in which something was measured."""
    columns = [c for c in COLUMNS if any(row[c[0]] is not None for row in rows)]
    yield "| peer | routes | " + " | ".join(title for _, title, _ in columns) + " |"
    yield "|---|---:|" + "---:|" * len(columns)
    for row in rows:
        cells = []
        for key, _, form in columns:
            to_nginx = row.get(key + "_to_nginx")
            cell = "" if row[key] is None else form.format(row[key])
            cells.append(cell if to_nginx is None else f"{cell} ({to_nginx:.2f})")
        yield f"| {row['peer']} | {row['routes'] or ''} | " + " | ".join(cells) + " |"
