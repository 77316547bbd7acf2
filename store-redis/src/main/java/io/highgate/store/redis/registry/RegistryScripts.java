package io.highgate.store.redis.registry;

import io.highgate.store.redis.line.Script;
import io.lettuce.core.ScriptOutputType;

/**
 * What is done to the registry, each a script that runs alone. All its keys have one hash tag, so that they
 * lie on one server of a cluster, and begin with the one that is named to it: hashes by the key of an entry
 * {@code :facts}, {@code :marks} (a JSON object; none if empty) and {@code :lease} (milliseconds; none without
 * an end), the sorted set {@code :until} (when a lease runs out), {@code :fences} by name, {@code :seq} and
 * {@code :epoch}. A change is numbered and published to {@code :changed} in the script that makes it.
 *
 * <p>The first argument is always chance for the name of an epoch. One begins when there is none, and when
 * another run of a server has the data than before: what was written last may then be lost, so that numbers
 * would come twice. Who may not ask a server for its run (INFO) is protected by {@link #LOOK} only.
 * Stateless.
 */
final class RegistryScripts {

    static final String PLACE = "gateway:{cells}";
    static final String CHANNEL = PLACE + ":changed";
    static final String FACTS = PLACE + ":facts";

    private static final String COUNT = """
            local K = KEYS[1]
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local function begin(run)
              local name = string.sub(redis.sha1hex(ARGV[1] .. time[1] .. ' ' .. time[2] .. run), 1, 16)
              redis.call('HSET', K .. ':epoch', 'name', name, 'run', run)
              return name
            end
            local function count()
              local info = redis.pcall('INFO', 'server')
              local run = type(info) == 'string' and string.match(info, 'run_id:(%x+)') or ''
              local known = redis.call('HMGET', K .. ':epoch', 'name', 'run')
              if known[1] and (run == '' or run == known[2]) then return known[1], run end
              return begin(run), run
            end
            """;

    private static final String CHANGE = COUNT + """
            local epoch
            local function tell(key, entry)
              epoch = epoch or count()
              local change = {epoch = epoch, seq = redis.call('INCR', K .. ':seq'), key = key, entry = entry}
              redis.call('PUBLISH', K .. ':changed', cjson.encode(change))
            end
            local function start(key, lease)
              if lease == '' then
                redis.call('HDEL', K .. ':lease', key)
                redis.call('ZREM', K .. ':until', key)
              else
                redis.call('HSET', K .. ':lease', key, lease)
                redis.call('ZADD', K .. ':until', string.format('%.0f', now + lease), key)
              end
            end
            local function keep(key, facts, lease, marks)
              redis.call('HSET', K .. ':facts', key, facts)
              tell(key, {facts = facts, lease = tonumber(lease), marks = cjson.decode(marks)})
            end
            local function add(key, facts, lease, marks)
              start(key, lease)
              if marks ~= '{}' then redis.call('HSET', K .. ':marks', key, marks) end
              keep(key, facts, lease, marks)
            end
            local function take(key)
              if redis.call('HDEL', K .. ':facts', key) == 0 then return false end
              redis.call('HDEL', K .. ':marks', key)
              start(key, '')
              tell(key)
              return true
            end
            local function passes(name, fence)
              local seen = redis.call('HGET', K .. ':fences', name)
              if seen and tonumber(seen) > tonumber(fence) then return false end
              if seen ~= fence then redis.call('HSET', K .. ':fences', name, fence) end
              return true
            end
            """;

    /** Key, facts, lease, marks; 1 if it was not there. */
    static final Script PUT = new Script(CHANGE + """
            local key, facts, lease, marks = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
            local before = redis.call('HGET', K .. ':facts', key)
            if not before then
              add(key, facts, lease, marks)
              return 1
            end
            local span = redis.call('HGET', K .. ':lease', key) or ''
            start(key, lease)
            if before ~= facts or span ~= lease then
              keep(key, facts, lease, redis.call('HGET', K .. ':marks', key) or '{}')
            end
            return 0
            """, ScriptOutputType.INTEGER, true);

    /** Key, facts, lease and marks of each; the keys of those that were not there. */
    static final Script RESTORE = new Script(CHANGE + """
            local restored = {}
            for i = 2, #ARGV, 4 do
              if redis.call('HEXISTS', K .. ':facts', ARGV[i]) == 0 then
                add(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3])
                restored[#restored + 1] = ARGV[i]
              end
            end
            return restored
            """, ScriptOutputType.MULTI, true);

    /** Keys; the lease of each, 0 for none. */
    static final Script RENEW = new Script("""
            local K = KEYS[1]
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local leases = redis.call('HMGET', K .. ':lease', unpack(ARGV, 2))
            local scores, spans = {}, {}
            for i, lease in ipairs(leases) do
              spans[i] = tonumber(lease or 0)
              if lease then
                scores[#scores + 1] = string.format('%.0f', now + lease)
                scores[#scores + 1] = ARGV[i + 1]
              end
            end
            if #scores > 0 then redis.call('ZADD', K .. ':until', unpack(scores)) end
            return spans
            """, ScriptOutputType.MULTI, true);

    /** Key; 1 if it was there. */
    static final Script REMOVE = new Script(CHANGE + """
            return take(ARGV[2]) and 1 or 0
            """, ScriptOutputType.INTEGER, true);

    /** Key, name, value, whether there is one, name of the fence and its epoch or nothing; 1 if it may. */
    static final Script MARK = new Script(CHANGE + """
            local key, name, value = ARGV[2], ARGV[3], nil
            if ARGV[5] == '1' then value = ARGV[4] end
            if ARGV[6] and not passes(ARGV[6], ARGV[7]) then return 0 end
            local facts = redis.call('HGET', K .. ':facts', key)
            if not facts then return 0 end
            local marks = cjson.decode(redis.call('HGET', K .. ':marks', key) or '{}')
            if marks[name] == value then return 1 end
            marks[name] = value
            local text = '{}'
            if next(marks) then
              text = cjson.encode(marks)
              redis.call('HSET', K .. ':marks', key, text)
            else
              redis.call('HDEL', K .. ':marks', key)
            end
            keep(key, facts, redis.call('HGET', K .. ':lease', key) or '', text)
            return 1
            """, ScriptOutputType.INTEGER, true);

    /** How many at most; how many there are, how many have a lease, and each with its delay in milliseconds. */
    static final Script OVERDUE = new Script(COUNT + """
            local till = string.format('%.0f', now)
            local late = redis.call('ZRANGEBYSCORE', K .. ':until', '-inf', till, 'WITHSCORES', 'LIMIT', 0, ARGV[2])
            local told = {redis.call('ZCOUNT', K .. ':until', '-inf', till), redis.call('ZCARD', K .. ':until')}
            for i = 1, #late, 2 do
              told[#told + 1] = late[i]
              told[#told + 1] = now - late[i + 1]
            end
            return told
            """, ScriptOutputType.MULTI, true);

    /** Name of the fence and its epoch, keys; those that were taken out. */
    static final Script EVICT = new Script(CHANGE + """
            local gone = {}
            if not passes(ARGV[2], ARGV[3]) then return gone end
            for i = 4, #ARGV do
              local till = redis.call('ZSCORE', K .. ':until', ARGV[i])
              if till and tonumber(till) <= now and take(ARGV[i]) then gone[#gone + 1] = ARGV[i] end
            end
            return gone
            """, ScriptOutputType.MULTI, true);

    /**
     * Where to go on, about how many entries, or 0 for all of them: epoch, number of the last change, where to
     * go on then ("0" for nowhere), and of each entry its key, facts, lease and marks.
     */
    static final Script PAGE = new Script(COUNT + """
            local epoch = count()
            local page = {epoch, tonumber(redis.call('GET', K .. ':seq') or 0), '0'}
            local found
            if ARGV[3] == '0' then
              found = redis.call('HGETALL', K .. ':facts')
            else
              local scan = redis.call('HSCAN', K .. ':facts', ARGV[2], 'COUNT', ARGV[3])
              page[3], found = scan[1], scan[2]
            end
            local at = 3
            for first = 1, #found, 2000 do
              local keys = {}
              for i = first, math.min(#found, first + 1999), 2 do keys[#keys + 1] = found[i] end
              local leases = redis.call('HMGET', K .. ':lease', unpack(keys))
              local marks = redis.call('HMGET', K .. ':marks', unpack(keys))
              for i, key in ipairs(keys) do
                page[at + 1], page[at + 2] = key, found[first + i * 2 - 1]
                page[at + 3], page[at + 4] = leases[i] or '', marks[i] or ''
                at = at + 4
              end
            end
            return page
            """, ScriptOutputType.MULTI, true);

    /**
     * Epoch and number of a change that was heard of; both of the last change. If that is an older one, the
     * server has lost changes, and another epoch begins.
     */
    static final Script LOOK = new Script(COUNT + """
            local name, run = count()
            local seq = tonumber(redis.call('GET', K .. ':seq') or 0)
            if name == ARGV[2] and seq < tonumber(ARGV[3]) then name = begin(run) end
            return {name, seq}
            """, ScriptOutputType.MULTI, true);

    private RegistryScripts() {}
}
