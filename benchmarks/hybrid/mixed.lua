-- Users of all buckets who read, and now and then write: `wrk ... -s mixed.lua URL -- TOKEN`. In the end it prints one line of JSON.
local requests, turn, threads = {}, 0, {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  failed, web, api = 0, 0, 0
  for bucket = 0, 255 do
    local headers = { ["Cookie"] = string.format("gateway_bucket=%02x", bucket), ["Content-Type"] = "application/json" }
    headers["Authorization"] = "Bearer " .. arguments[1]
    requests[#requests + 1] = wrk.format("GET", "/api/calls?limit=5", headers)
    requests[#requests + 1] = wrk.format("GET", "/api/calls/" .. (bucket + 1), headers)
    if bucket % 4 == 0 then
      local body = '{"caller_id": ' .. (bucket + 1) .. ', "status": "ringing", "notes": "Asked for a call back"}'
      requests[#requests + 1] = wrk.format("POST", "/api/calls", headers, body)
    end
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function response(status, headers)
  if status >= 400 then failed = failed + 1 end
  if headers["X-Served-By"] == "api" then api = api + 1 else web = web + 1 end
end

function done(summary)
  local e, web, api, failed = summary.errors, 0, 0, 0
  for _, thread in ipairs(threads) do
    web, api, failed = web + thread:get("web"), api + thread:get("api"), failed + thread:get("failed")
  end
  io.write(string.format(
    '\n{"web": %d, "api": %d, "failed": %d}\n', web, api, failed + e.connect + e.read + e.write + e.timeout
  ))
end
