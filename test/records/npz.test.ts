import {createHash} from 'node:crypto';
import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import {ConnectopError} from '../../source/base/errors.ts';
import type {Progress} from '../../source/base/progress.ts';
import {decodeNpy, encodeNpy, type NpyArray, type NpyData} from '../../source/records/npy.ts';
import {decodeNpz, encodeNpz, type NpzArrays} from '../../source/records/npz.ts';
import {readNpz} from '../../source/records/read-npz.ts';
import {golden} from '../base/golden.ts';
import {describeArrays, hasNumpy, numpy} from './numpy.ts';
import {failure, scratch} from './scratch.ts';

interface Described {
	readonly dtype: string;
	readonly shape: readonly number[];
	readonly value: unknown;
}

const originals = golden<{file: string}, Record<string, Described>>('npz-layout').filter(({inputs}) =>
	inputs.file.endsWith('.npz'),
);
const bytesOf = (file: string) =>
	readFileSync(new URL(`../golden/npz/${file.replace('fixtures/', '')}`, import.meta.url));
const archive = (arrays: NpzArrays) => Buffer.concat(encodeNpz(arrays));

/** The dtype that numpy gives the values. */
function dtypeOf({data}: NpyArray): string {
	const names = {Float32Array: '<f4', Float64Array: '<f8', Int32Array: '<i4', Uint32Array: '<u4', BigInt64Array: '<i8'};
	if (typeof data === 'string') return `<U${[...data].length}`;
	return {...names, Int8Array: '|i1', Uint8Array: '|u1'}[data.constructor.name] ?? '';
}

function nested(values: readonly unknown[], [, ...inner]: readonly number[]): readonly unknown[] {
	const size = inner.reduce((product, each) => product * each, 1);
	if (inner.length === 0) return values;
	return Array.from({length: values.length / size}, (_, i) => nested(values.slice(i * size, (i + 1) * size), inner));
}

function described(array: NpyArray): Described {
	const {data, shape} = array;
	const values = typeof data === 'string' ? [data] : [...data].map(Number);
	const value = typeof data === 'string' ? data : shape.length === 0 ? values[0] : nested(values, shape);
	return {dtype: dtypeOf(array), shape, value};
}

for (const {inputs, outputs} of originals) {
	test(`the original's ${inputs.file} is read as its layout says`, t => {
		const arrays = decodeNpz(bytesOf(inputs.file), inputs.file);
		t.deepEqual(
			Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, described(array)])),
			outputs as Record<string, Described>,
		);
	});
}

const one: NpzArrays = {
	W: {data: Float32Array.of(0.5, -0, 1e-40, 3), shape: [4]},
	matrix: {data: Int8Array.of(1, -2, 3, -4, 5, -6), shape: [2, 3]},
	row_ptr: {data: BigInt64Array.of(0n, 2n ** 40n, -1n), shape: [3]},
	col_idx: {data: Int32Array.of(-(2 ** 31), 2 ** 31 - 1), shape: [2]},
	words: {data: Uint32Array.of(2 ** 32 - 1), shape: [1]},
	types: {data: Uint8Array.of(0, 255), shape: [2]},
	theta: {data: Float64Array.of(0.1 + 0.2), shape: []},
	none: {data: new Float32Array(0), shape: [0]},
	context: {data: '{"name": "wörld 😀"}', shape: []},
};

const typed = fc.oneof(
	fc.float32Array({maxLength: 30}),
	fc.float64Array({maxLength: 30}),
	fc.int32Array({maxLength: 30}),
	fc.uint32Array({maxLength: 30}),
	fc.uint8Array({maxLength: 30}),
	fc.int8Array({maxLength: 30}),
	fc.bigInt64Array({maxLength: 30}),
) as fc.Arbitrary<Exclude<NpyData, string>>;
const anyArray = fc.oneof(
	typed.map((data): NpyArray => ({data, shape: [data.length]})),
	typed.filter(data => data.length > 0).map((data): NpyArray => ({data: data.slice(0, 1), shape: []})),
	fc.string({unit: 'binary', maxLength: 30}).map((text): NpyArray => ({data: text.replace(/\0+$/, ''), shape: []})),
);
const anyArrays = fc.dictionary(fc.stringMatching(/^[A-Za-z_]\w{0,8}$/), anyArray, {minKeys: 1, maxKeys: 6});
const bitsOf = ({data, shape}: NpyArray) =>
	typeof data === 'string'
		? data
		: [
				data.constructor.name,
				shape,
				Buffer.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)).toString('hex'),
			];
const bits = (arrays: NpzArrays) => Object.entries(arrays).map(([name, array]) => [name, bitsOf(array)]);

test('what is written is read back, bit for bit, and the same arrays are the same bytes', t => {
	fc.assert(
		fc.property(anyArrays, arrays => {
			const bytes = archive(arrays);
			t.deepEqual(bits(decodeNpz(bytes, 'a')), bits(arrays));
			t.deepEqual(archive(arrays), bytes);
		}),
	);
});

test('a view of a larger buffer is written without what lies around it', t => {
	const whole = Float32Array.of(9, 1, 2, 9);
	const {W} = decodeNpz(archive({W: {data: whole.subarray(1, 3), shape: [2]}}), 'a');
	t.deepEqual(W?.data, Float32Array.of(1, 2));
});

test('a flipped bit and a cut anywhere are found, or change nothing', t => {
	for (const bytes of [archive(one), bytesOf('sparse_state_7.npz')]) {
		const right = bits(decodeNpz(bytes, 'a'));
		const tryOut = (changed: Uint8Array) => {
			try {
				t.deepEqual(bits(decodeNpz(changed, 'a.npz')), right);
			} catch (error) {
				t.true(error instanceof ConnectopError && error.kind === 'invalid', String(error));
				t.regex((error as Error).message, /^a\.npz: [^\n]+$/);
			}
		};
		fc.assert(
			fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
				const changed = Uint8Array.from(bytes);
				changed[at]! ^= 1 << bit;
				tryOut(changed);
			}),
			{numRuns: 300},
		);
		for (let end = 0; end < bytes.length; end += 13) tryOut(bytes.subarray(0, end));
	}
});

test('a flipped bit in an array is an error', async t => {
	const bytes = archive(one);
	const at = bytes.indexOf(Buffer.from(Float32Array.of(0.5).buffer));
	bytes[at]! ^= 1;
	const {code, message} = await failure(t, () => decodeNpz(bytes, 'a.npz'));
	t.is(code, 'checkpoint-corrupt');
	t.is(message, 'a.npz: is damaged: the content of W.npy is not what was written');
});

test('an archive whose end names fewer members than there are is damaged', async t => {
	const bytes = archive(one);
	bytes.writeUInt16LE(Object.keys(one).length - 1, bytes.length - 22 + 10);
	t.is(
		(await failure(t, () => decodeNpz(bytes, 'a'))).message,
		'a: is no whole .npz archive: its directory is damaged',
	);
});

test('what is no .npz is said in one line', async t => {
	for (const bytes of [Buffer.alloc(0), Buffer.from('hello'), Buffer.alloc(100), archive({})]) {
		t.is((await failure(t, () => decodeNpz(bytes, 'a.npz'))).code, 'checkpoint-corrupt');
	}
});

/** A .npy as somebody else may write it. */
function npy(header: string, data: Uint8Array): Uint8Array {
	const text = `\u0093NUMPY\u0001\u0000${String.fromCharCode(header.length, 0)}${header}`;
	return Buffer.concat([Buffer.from(text, 'latin1'), data]);
}

const numbers = (descr: string, shape = '(2,)', order = 'False') =>
	npy(`{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`, Buffer.alloc(64));

test('arrays of types that are not read are foreign, each named', async t => {
	for (const [descr, shape] of [
		["'>f4'", '(2,)'],
		["'<f2'", '(2,)'],
		["'<c8'", '(2,)'],
		["'|O'", '()'],
		["'|S5'", '(2,)'],
		["'<U3'", '(2,)'],
		["[('a', '<f4'), ('b', '<i4')]", '(2,)'],
	] as const) {
		const {code, message} = await failure(t, () => decodeNpy(numbers(descr, shape), 'a.npz: W'));
		t.is(code, 'checkpoint-foreign', descr);
		t.regex(message, /^a\.npz: W: .* not read$/);
	}
	t.is((await failure(t, () => decodeNpy(numbers("'<f4'", '(2, 2)', 'True'), 'W'))).code, 'checkpoint-foreign');
});

test('headers that lie are corrupt', async t => {
	for (const [descr, shape] of [
		["'<f4'", '(17,)'],
		["'<f4'", '(-1,)'],
		["'<f4'", '(99999999999, 99999999999)'],
		["'<f4'", '(x,)'],
		['nonsense', '(2,)'],
	] as const) {
		t.is((await failure(t, () => decodeNpy(numbers(descr, shape), 'W'))).code, 'checkpoint-corrupt', shape);
	}
});

test('booleans are bytes, and a header of another length or spacing is read', t => {
	const bools = npy("{'shape': (3, ), 'fortran_order': False, 'descr': '|b1'}", Uint8Array.of(1, 0, 1));
	t.deepEqual(decodeNpy(bools, 'a'), {data: Uint8Array.of(1, 0, 1), shape: [3]});
});

test('data of an array that numpy maps into memory lies at a multiple of 64', t => {
	for (const array of Object.values(one)) t.is(encodeNpy(array)[0].length % 64, 0);
});

test('what lies beyond a limit is told in the 64-bit extension, and read back', t => {
	const plain = archive(one);
	for (const wideFrom of [0, 100, 300, plain.length]) {
		const wide = Buffer.concat(encodeNpz(one, wideFrom));
		t.deepEqual(bits(decodeNpz(wide, 'a')), bits(one));
		t.is(wide.equals(plain), wideFrom === plain.length, 'it is used where it is needed alone');
	}
});

test('archives with and without the extension are the same arrays from a file as from memory', async t => {
	const path = join(scratch(t), 'a.npz');
	await fc.assert(
		fc.asyncProperty(anyArrays, fc.constantFrom(0, 200, 2 ** 32 - 1), fc.boolean(), async (arrays, from, shared) => {
			const bytes = Buffer.concat(encodeNpz(arrays, from));
			writeFileSync(path, bytes);
			const read = await readNpz(path, {shared});
			t.deepEqual(bits(read.arrays), bits(arrays));
			t.is(read.sha256, createHash('sha256').update(bytes).digest('hex'));
		}),
		{numRuns: 40},
	);
});

test('arrays larger than what is read at once arrive whole, where they are to be', async t => {
	const path = join(scratch(t), 'a.npz');
	const data = Float32Array.from({length: 2_300_000}, (_, i) => i);
	const told: Progress[] = [];
	const values = {before: one['W']!, large: {data, shape: [data.length]}, after: one['matrix']!};
	writeFileSync(path, archive(values));
	const {arrays} = await readNpz(path, {shared: true, report: each => void told.push(each)});
	t.deepEqual(Object.keys(arrays), ['before', 'large', 'after']);
	const size = statSync(path).size;
	t.like(told.at(-1), {task: 'reading a.npz', done: size, total: size, unit: 'B'});
	t.true(told.length > 3 && told.every(({done}, i) => i === 0 || done > (told[i - 1]?.done ?? 0)));
	t.deepEqual(arrays['after']?.data, values.after.data);
	const {buffer} = arrays['large']!.data as Float32Array;
	t.true(Buffer.from(buffer).equals(Buffer.from(data.buffer)));
	t.true(buffer instanceof SharedArrayBuffer);
	t.is(buffer.byteLength, data.byteLength);
});

test('a flipped bit and a cut anywhere in a file are found, or change nothing', async t => {
	const path = join(scratch(t), 'a.npz');
	for (const bytes of [archive(one), Buffer.concat(encodeNpz(one, 0)), bytesOf('sparse_state_7.npz')]) {
		const right = bits(decodeNpz(bytes, 'a'));
		const tryOut = async (changed: Uint8Array) => {
			writeFileSync(path, changed);
			try {
				t.deepEqual(bits((await readNpz(path)).arrays), right);
			} catch (error) {
				t.true(error instanceof ConnectopError && error.kind === 'invalid', String(error));
				t.true((error as Error).message.startsWith(`${path}: `));
				t.notRegex((error as Error).message, /\n/);
			}
		};
		await fc.assert(
			fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
				const changed = Uint8Array.from(bytes);
				changed[at]! ^= 1 << bit;
				await tryOut(changed);
			}),
			{numRuns: 150},
		);
		for (let end = 0; end < bytes.length; end += 37) await tryOut(bytes.subarray(0, end));
	}
});

const withNumpy = hasNumpy ? test : test.skip;

withNumpy('numpy reads what we write (needs python3 with numpy)', t => {
	const path = join(scratch(t), 'a.npz');
	const expected = Object.entries(one).map(([name, array]) => [name, described(array)]);
	for (const wideFrom of [2 ** 32 - 1, 300, 0]) {
		writeFileSync(path, Buffer.concat(encodeNpz(one, wideFrom)));
		t.deepEqual(numpy(describeArrays, path), Object.fromEntries(expected));
	}
});

withNumpy('we read what numpy writes, stored and packed (needs python3 with numpy)', async t => {
	const folder = scratch(t);
	const [stored, packed, found] = ['stored.npz', 'packed.npz', 'found.npz'].map(name => join(folder, name));
	writeFileSync(found!, archive(one));
	const program = `
z = dict(np.load(sys.argv[1]))
np.savez(sys.argv[2], **z)
np.savez_compressed(sys.argv[3], **z)
print(0)`;
	numpy(program, found!, stored!, packed!);
	for (const path of [stored!, packed!]) {
		t.deepEqual(bits(decodeNpz(readFileSync(path), path)), bits(one));
		t.deepEqual(bits((await readNpz(path)).arrays), bits(one));
	}
});
