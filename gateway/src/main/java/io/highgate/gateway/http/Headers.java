package io.highgate.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A header section over one byte array: the fields are spans of it, in order. Fields added later
 * are appended to the same array, removed ones are marked. Reading and editing allocate nothing
 * but what {@link #value(int)} returns. Confined to one event loop.
 */
public final class Headers {

    private static final int STRIDE = 5;
    private static final int NAME = 0;
    private static final int NAME_END = 1;
    private static final int VALUE = 2;
    private static final int VALUE_END = 3;
    private static final int HASH = 4;
    private static final int REMOVED = -1;

    private byte[] bytes;
    private int used;
    private int[] spans;
    private int count;

    public Headers(int byteCapacity, int fieldCapacity) {
        this.bytes = new byte[byteCapacity];
        this.spans = new int[fieldCapacity * STRIDE];
    }

    /** An empty section that will not grow before a few fields. */
    public static Headers empty() {
        return new Headers(256, 8);
    }

    /** Forgets everything; the arrays stay. */
    public void clear() {
        used = 0;
        count = 0;
    }

    /** The array that all spans lie in; it may be another one after an addition. */
    public byte[] bytes() {
        return bytes;
    }

    /** A section of its own with the same fields. */
    public Headers copy() {
        Headers copy = new Headers(used, count);
        copy.fill(this);
        return copy;
    }

    /** Becomes like another one, octet for octet; what was here is forgotten. */
    void fill(Headers from) {
        if (bytes.length < from.used) {
            bytes = new byte[from.used];
        }
        if (spans.length < from.count * STRIDE) {
            spans = new int[from.count * STRIDE];
        }
        System.arraycopy(from.bytes, 0, bytes, 0, from.used);
        System.arraycopy(from.spans, 0, spans, 0, from.count * STRIDE);
        used = from.used;
        count = from.count;
    }

    /** Makes room for {@code length} more octets and returns where they start. */
    public int reserve(int length) {
        int start = used;
        if (start + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(start + length, bytes.length * 2));
        }
        used += length;
        return start;
    }

    /** Gives back reserved octets from {@code end} on. */
    public void trim(int end) {
        used = end;
    }

    /** Appends octets and returns where they start. */
    public int append(byte[] from, int start, int end) {
        int at = reserve(end - start);
        System.arraycopy(from, start, bytes, at, end - start);
        return at;
    }

    /** Declares a field whose octets are already in the array; the hash is that of the name. */
    public void field(int name, int nameEnd, int value, int valueEnd, int hash) {
        int at = count * STRIDE;
        if (at == spans.length) {
            spans = Arrays.copyOf(spans, Math.max(spans.length * 2, 8 * STRIDE));
        }
        spans[at + NAME] = name;
        spans[at + NAME_END] = nameEnd;
        spans[at + VALUE] = value;
        spans[at + VALUE_END] = valueEnd;
        spans[at + HASH] = hash;
        count++;
    }

    /** Adds a field behind the others; the value holds only field octets. */
    public void add(HeaderName name, byte[] value) {
        int nameAt = append(name.bytes, 0, name.bytes.length);
        int valueAt = append(value, 0, value.length);
        field(nameAt, nameAt + name.bytes.length, valueAt, valueAt + value.length, name.hash);
    }

    /** Gives a field another value, whose octets are already in the array. */
    public void value(int index, int start, int end) {
        spans[index * STRIDE + VALUE] = start;
        spans[index * STRIDE + VALUE_END] = end;
    }

    /** Adds a field behind the others. */
    public void add(HeaderName name, String value) {
        add(name, value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Adds a field whose value is a number that is not negative. */
    public void add(HeaderName name, long number) {
        int valueAt = append(number);
        addAt(name, valueAt, used);
    }

    /** Appends the digits of a number that is not negative, and returns where they start. */
    public int append(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int at = reserve(digits);
        long rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at;
    }

    /** Where the next octet would be appended. */
    public int end() {
        return used;
    }

    /** Adds a field whose value was appended before. */
    public void addAt(HeaderName name, int start, int end) {
        int nameAt = append(name.bytes, 0, name.bytes.length);
        field(nameAt, nameAt + name.bytes.length, start, end, name.hash);
    }

    /** Adds a field whose value stands in this section's array already. */
    public void addCopy(HeaderName name, int start, int end) {
        int nameAt = append(name.bytes, 0, name.bytes.length);
        int valueAt = reserve(end - start);
        System.arraycopy(bytes, start, bytes, valueAt, end - start);
        field(nameAt, nameAt + name.bytes.length, valueAt, valueAt + end - start, name.hash);
    }

    /** Removes all fields of that name and adds this one. */
    public void set(HeaderName name, String value) {
        remove(name);
        add(name, value);
    }

    /** Removes all fields of that name. */
    public void remove(HeaderName name) {
        for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
            remove(i);
        }
    }

    /** Removes one field. */
    public void remove(int index) {
        spans[index * STRIDE + NAME_END] = REMOVED;
    }

    /** How many fields there are, removed ones included: the bound of an index. */
    public int size() {
        return count;
    }

    /** Whether no field is there, but for removed ones. */
    public boolean isEmpty() {
        for (int i = 0; i < count; i++) {
            if (isPresent(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the field is there, or was removed. */
    public boolean isPresent(int index) {
        return spans[index * STRIDE + NAME_END] != REMOVED;
    }

    /** The first field of that name, or -1. */
    public int find(HeaderName name) {
        return find(name, 0);
    }

    /** The first field of that name at or behind {@code from}, or -1. */
    public int find(HeaderName name, int from) {
        for (int i = from, at = from * STRIDE; i < count; i++, at += STRIDE) {
            if (spans[at + HASH] == name.hash && nameIs(at, name.bytes)) {
                return i;
            }
        }
        return -1;
    }

    public boolean contains(HeaderName name) {
        return find(name, 0) >= 0;
    }

    /** Whether the field has that name. */
    public boolean is(int index, HeaderName name) {
        int at = index * STRIDE;
        return spans[at + HASH] == name.hash && nameIs(at, name.bytes);
    }

    private boolean nameIs(int at, byte[] name) {
        int start = spans[at + NAME];
        if (spans[at + NAME_END] - start != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (Octets.lower(bytes[start + i]) != Octets.lower(name[i])) {
                return false;
            }
        }
        return true;
    }

    public int nameStart(int index) {
        return spans[index * STRIDE + NAME];
    }

    public int nameEnd(int index) {
        return spans[index * STRIDE + NAME_END];
    }

    public int valueStart(int index) {
        return spans[index * STRIDE + VALUE];
    }

    public int valueEnd(int index) {
        return spans[index * STRIDE + VALUE_END];
    }

    /** The field's name as it came. */
    public String name(int index) {
        int start = nameStart(index);
        return new String(bytes, start, nameEnd(index) - start, StandardCharsets.ISO_8859_1);
    }

    /** The field's value; obs-text octets become the code points of ISO 8859-1. */
    public String value(int index) {
        int start = valueStart(index);
        return new String(bytes, start, valueEnd(index) - start, StandardCharsets.ISO_8859_1);
    }

    /** The value of the first field of that name. */
    public @Nullable String first(HeaderName name) {
        int index = find(name, 0);
        return index < 0 ? null : value(index);
    }

    /** Whether the field's value is the given text, ASCII case ignored; the text is in lower case. */
    public boolean valueIs(int index, String lower) {
        int start = valueStart(index);
        if (valueEnd(index) - start != lower.length()) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            if (Octets.lower(bytes[start + i]) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            if (isPresent(i)) {
                text.append(name(i)).append(": ").append(value(i)).append('\n');
            }
        }
        return text.toString();
    }
}
