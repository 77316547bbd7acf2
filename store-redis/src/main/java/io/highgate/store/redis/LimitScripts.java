package io.highgate.store.redis;

import io.highgate.store.limit.LimitRule;
import io.highgate.store.redis.line.Script;
import io.lettuce.core.ScriptOutputType;

/**
 * The three ways to count, as scripts that say what {@code io.highgate.traffic.limit.Meter} would say. A
 * script runs alone, so that nothing can come between reading and writing. Each answers admitted (1 or 0),
 * left, wait (-1: never), reset and now; times are microseconds, which a double holds exactly until the year
 * 2255. Stateless.
 */
final class LimitScripts {

    /** So many points in time are told apart in a sliding window; permits of larger amounts share them. */
    private static final long EXACT = 4096;

    private static final long NANOS = 1_000;

    private static final String TIME = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local amount, most = tonumber(ARGV[1]), tonumber(ARGV[2])
            """;

    /**
     * The value is when the bucket was looked at last and how many microseconds it then was from being
     * full, apart, so that the fraction of a microsecond is not lost beside the time since 1970.
     */
    static final Script BUCKET = new Script(TIME + """
            if amount > most then return {0, 0, -1, 0, now} end
            local each = tonumber(ARGV[3])
            local missing = 0
            local seen = redis.call('GET', KEYS[1])
            if seen then
              local gap = string.find(seen, ' ', 1, true)
              local at = tonumber(string.sub(seen, 1, gap - 1))
              missing = math.max(0, tonumber(string.sub(seen, gap + 1)) - (now - at))
            end
            local cost, depth = amount * each, most * each
            local wait = missing + cost - depth
            if wait > 0.0005 then
              return {0, 0, math.ceil(wait), math.ceil(missing), now}
            end
            missing = missing + cost
            local left = math.max(0, math.floor((depth - missing) / each + 1e-9))
            local life = string.format('%.0f', math.ceil(missing / 1000) + 1)
            redis.call('SET', KEYS[1], string.format('%.0f %.17g', now, missing), 'PX', life)
            return {1, left, 0, math.ceil(missing), now}
            """, ScriptOutputType.MULTI, false);

    /**
     * The value is a list of points in time, each with how many permits had been taken by then since the list
     * began; the first entry is already forgotten and only says where counting begins.
     */
    static final Script SLIDING = new Script(TIME + """
            if amount > most then return {0, 0, -1, 0, now} end
            local period, grain = tonumber(ARGV[3]), tonumber(ARGV[4])
            local function read(entry)
              local gap = string.find(entry, ' ', 1, true)
              return tonumber(string.sub(entry, 1, gap - 1)), tonumber(string.sub(entry, gap + 1))
            end
            local second = redis.call('LINDEX', KEYS[1], 1)
            while second and now - read(second) >= period do
              redis.call('LPOP', KEYS[1])
              second = redis.call('LINDEX', KEYS[1], 1)
            end
            local base, last, sum = 0, -1, 0
            if second then
              local _
              _, base = read(redis.call('LINDEX', KEYS[1], 0))
              last, sum = read(redis.call('LINDEX', KEYS[1], -1))
            end
            local taken = sum - base
            if taken + amount > most then
              local need = taken + amount - most
              local wait = 0
              for _, entry in ipairs(redis.call('LRANGE', KEYS[1], 1, need)) do
                local at, upTo = read(entry)
                wait = at + period - now
                if upTo - base >= need then break end
              end
              return {0, 0, math.max(1, wait), last + period - now, now}
            end
            local at = now
            if grain > 1 then at = (math.floor(now / grain) + 1) * grain end
            if not second then
              redis.call('DEL', KEYS[1])
              redis.call('RPUSH', KEYS[1], '0 0')
            end
            if last >= at then
              at = last
              redis.call('LSET', KEYS[1], -1, string.format('%.0f %.0f', at, sum + amount))
            else
              redis.call('RPUSH', KEYS[1], string.format('%.0f %.0f', at, sum + amount))
            end
            redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.ceil((at + period - now) / 1000) + 1))
            return {1, most - taken - amount, 0, at + period - now, now}
            """, ScriptOutputType.MULTI, false);

    /** The value is when the window ends, until when it is remembered, what was taken, and whether it blocks. */
    static final Script FIXED = new Script(TIME + """
            if amount > most then return {0, 0, -1, 0, now} end
            local period, block, idle = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
            local last, till, taken, blocked = now + period, now + period, 0, false
            local seen = redis.call('GET', KEYS[1])
            if seen then
              local a, b, c, d = string.match(seen, '^(%d+) (%d+) (%d+) (%d)$')
              if now < tonumber(b) then
                last, till, taken, blocked = tonumber(a), tonumber(b), tonumber(c), d == '1'
              end
            end
            local admitted = not blocked and taken + amount <= most
            if admitted then
              taken = taken + amount
              till = last
              if idle > 0 then till = math.min(last, now + idle) end
            elseif not blocked and block > 0 then
              blocked = true
              till = now + block
            else
              return {0, 0, till - now, till - now, now}
            end
            local value = string.format('%.0f %.0f %.0f %d', last, till, taken, blocked and 1 or 0)
            redis.call('SET', KEYS[1], value, 'PX', string.format('%.0f', math.ceil((till - now) / 1000) + 1))
            if admitted then return {1, most - taken, 0, till - now, now} end
            return {0, 0, till - now, till - now, now}
            """, ScriptOutputType.MULTI, false);

    private LimitScripts() {}

    /** How many microseconds share one point in time. */
    static long grain(LimitRule rule) {
        return rule.amount() <= EXACT
                ? 1
                : Math.max(1, Math.ceilDiv(rule.period().toNanos() / NANOS, EXACT));
    }
}
