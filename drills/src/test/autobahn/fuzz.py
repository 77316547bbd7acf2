# Runs all cases of Autobahn against servers, given as name=url, and prints a line for each case:
# VERDICT, server, case, behavior, that of closing, milliseconds, and what the suite says of it.
# Python 2, because the suite is.
import sys

from autobahntestsuite import fuzzing, wstest
from autobahntestsuite.case import Cases


def one_line(text):
    return " ".join(text.encode("ascii", "replace").split())


def tell(factory):
    for server in sorted(factory.agents):
        for case in factory.specCases:
            it = factory.agents[server].get(case)
            if it is not None:
                print "\t".join(["VERDICT", server, case, it["behavior"], it["behaviorClose"], str(it["duration"]),
                                 one_line(unicode(it["result"]) + u" / " + unicode(it["resultClose"]))])


# In the place of some hundred pages of HTML.
fuzzing.FuzzingClientFactory.createReports = tell

servers = [dict(zip(("agent", "url"), argument.split("=", 1))) for argument in sys.argv[1:]]
print "CASES\t%d" % len(Cases)
wstest.start({"mode": "fuzzingclient"}, {
    "options": {"failByDrop": False},
    "servers": servers,
    "cases": ["*"],
    "exclude-cases": [],
})
print "END"
