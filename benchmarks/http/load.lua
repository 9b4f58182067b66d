-- What wrk asks: `wrk ... -s load.lua URL -- list|detail|create [TOKEN]`. In the end it prints one line of JSON.
local requests, turn = {}, 0

function init(arguments)
  local headers = { ["X-Forwarded-Proto"] = "https" } -- a proxy ends TLS before it
  if arguments[2] then headers["Authorization"] = "Bearer " .. arguments[2] end
  math.randomseed(tonumber(tostring({}):sub(8)) or 1)
  if arguments[1] == "list" then
    requests[1] = wrk.format("GET", "/api/calls", headers)
  elseif arguments[1] == "detail" then
    for i = 1, 1000 do requests[i] = wrk.format("GET", "/api/calls/" .. math.random(10000), headers) end
  else
    headers["Content-Type"] = "application/json"
    for i = 1, 1000 do
      local body = '{"caller_id": ' .. math.random(1000) .. ', "status": "ringing", "notes": "Asked for a call back"}'
      requests[i] = wrk.format("POST", "/api/calls", headers, body)
    end
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "p50": %f, "p95": %f, "p99": %f, "errors": %d}\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
    e.connect + e.read + e.write + e.status + e.timeout
  ))
end
