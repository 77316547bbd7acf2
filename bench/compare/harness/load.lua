-- Spreads requests over the paths given after "--", and prints one line of results at the end.
local requests, at = {}, 0

function init(args)
  for i = 1, #args do requests[i] = wrk.format("GET", args[i]) end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency, _)
  local e = summary.errors
  io.write(string.format(
    "RESULT %d %d %d %d %.0f %.0f\n", summary.requests, summary.duration, e.status,
    e.connect + e.read + e.write + e.timeout, latency:percentile(50), latency:percentile(99)))
end
