import {checkNodes, fault, shown} from './fault.ts';

/** Names in order of first appearance. */
export interface NameTable {
	readonly names: string[];
	/** Index of the name in bytes `start … end − 1`; a new one is added. Throws when it is no text. `line` is for the error. */
	indexAt(bytes: Uint8Array, start: number, end: number, line: number): number;
}

/** Ids below this are looked up by their value, which is one memory access instead of three. */
const directIds = 2 ** 24;

/** An open-addressing hash table over the bytes of names, so that no string is made for a name already seen. */
export function nameTable(file: string): NameTable {
	const names: string[] = [];
	const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});
	// 1 + index of a canonical decimal id
	let direct = new Int32Array(1024);
	// Pairs of hash and 1 + index
	let slots = new Int32Array(2 * 1024);
	let hashed = 0;
	// The bytes of name i are arena[offsets[i] … offsets[i] + lengths[i] − 1]
	let arena = new Uint8Array(16_384);
	let used = 0;
	let places = new Int32Array(2 * 512);

	function add(bytes: Uint8Array, start: number, end: number, line: number): number {
		checkNodes(names.length + 1, file, line);
		names.push(nameOf(bytes.subarray(start, end), line));
		return names.length;
	}

	function nameOf(bytes: Uint8Array, line: number): string {
		let name: string;
		try {
			name = decoder.decode(bytes);
		} catch {
			throw fault('graph-encoding', file, line, 'a name is not valid UTF-8; save the file as UTF-8');
		}
		return checkedName(name, file, line);
	}

	function rehash(): void {
		const old = slots;
		slots = new Int32Array(2 * old.length);
		const mask = slots.length / 2 - 1;
		for (let i = 0; i < old.length; i += 2) {
			if (old[i + 1] === 0) continue;
			let slot = old[i]! & mask;
			while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
			slots[2 * slot] = old[i]!;
			slots[2 * slot + 1] = old[i + 1]!;
		}
	}

	function store(bytes: Uint8Array, start: number, end: number, index: number): void {
		const length = end - start;
		while (used + length > arena.length) arena = grown(arena, Uint8Array);
		while (2 * index + 1 >= places.length) places = grown(places, Int32Array);
		arena.set(bytes.subarray(start, end), used);
		places[2 * index] = used;
		places[2 * index + 1] = length;
		used += length;
	}

	function same(index: number, bytes: Uint8Array, start: number, end: number): boolean {
		if (places[2 * index + 1] !== end - start) return false;
		const offset = places[2 * index]! - start;
		for (let i = start; i < end; i++) if (bytes[i] !== arena[offset + i]) return false;
		return true;
	}

	function byBytes(bytes: Uint8Array, start: number, end: number, line: number): number {
		const hash = hashOf(bytes, start, end);
		const mask = slots.length / 2 - 1;
		let slot = hash & mask;
		for (let index = slots[2 * slot + 1]!; index !== 0; index = slots[2 * slot + 1]!) {
			if (slots[2 * slot] === hash && same(index - 1, bytes, start, end)) return index - 1;
			slot = (slot + 1) & mask;
		}
		const index = add(bytes, start, end, line);
		store(bytes, start, end, index - 1);
		slots[2 * slot] = hash;
		slots[2 * slot + 1] = index;
		if (4 * ++hashed > slots.length) rehash();
		return index - 1;
	}

	function indexAt(bytes: Uint8Array, start: number, end: number, line: number): number {
		const id = idAt(bytes, start, end);
		if (id < 0) return byBytes(bytes, start, end, line);
		while (id >= direct.length) direct = grown(direct, Int32Array);
		const known = direct[id]!;
		if (known !== 0) return known - 1;
		const index = add(bytes, start, end, line);
		direct[id] = index;
		return index - 1;
	}

	return {names, indexAt};
}

/** A name that can be shown; throws when it is empty or holds control characters. */
export function checkedName(name: string, file: string, line: number): string {
	if (name === '') throw fault('graph-name', file, line, 'a name is empty');
	if (/\p{Cc}/u.test(name))
		throw fault('graph-name', file, line, `the name ${shown(name)} holds control characters; a name is plain text`);
	return name;
}

/** The value of a decimal id as short as it can be written (no sign, no leading zero) below `directIds`, else −1. */
function idAt(bytes: Uint8Array, start: number, end: number): number {
	const length = end - start;
	if (length === 0 || length > 8 || (length > 1 && bytes[start] === 48)) return -1;
	let id = 0;
	for (let i = start; i < end; i++) {
		const digit = bytes[i]! - 48;
		if (digit < 0 || digit > 9) return -1;
		id = id * 10 + digit;
	}
	return id < directIds ? id : -1;
}

/** FNV-1a with a final mix, since its low bits alone are weak. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
	let hash = 0x811c9dc5 | 0;
	for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	return hash ^ (hash >>> 13);
}

function grown<T extends Int32Array | Uint8Array>(array: T, type: new (length: number) => T): T {
	const larger = new type(2 * array.length);
	larger.set(array);
	return larger;
}
