import test from 'ava';
import fc from 'fast-check';
import {createDecoder, encodeMessage, valuesOf, type WireMessage} from '../../../source/run/external/wire.ts';

const bytesOf = (pieces: readonly Uint8Array[]): Buffer => Buffer.concat(pieces);
const line = (text: string): Uint8Array => new TextEncoder().encode(`${text}\n`);

/** Everything that a decoder gives for these bytes, cut at these places. */
function decoded(bytes: Uint8Array, cuts: readonly number[]): WireMessage[] {
	const decoder = createDecoder();
	const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
	return places.slice(1).flatMap((to, i) => decoder.push(bytes.subarray(places[i], to)));
}

test('messages come out as they went in, however the bytes are cut', t => {
	const messages = fc.array(
		fc.record({
			fields: fc.record({type: fc.constantFrom('step', 'frame'), tick: fc.nat(), text: fc.string()}),
			x: fc.option(fc.float32Array({noNaN: true, maxLength: 20}), {nil: undefined}),
			edges: fc.option(fc.int32Array({maxLength: 20}), {nil: undefined}),
		}),
		{maxLength: 5},
	);
	fc.assert(
		fc.property(messages, fc.array(fc.nat(2000)), (all, cuts) => {
			const sent = all.map(({fields, x, edges}) =>
				encodeMessage(fields, {...(x ? {x} : {}), ...(edges ? {edges} : {})}),
			);
			const bytes = bytesOf(sent.flat());
			const got = decoded(
				bytes,
				cuts.map(each => each % (bytes.length + 1)),
			);
			t.is(got.length, all.length);
			for (const [i, {fields, x, edges}] of all.entries()) {
				const {type, fields: rest, arrays} = got[i]!;
				t.deepEqual({type, ...rest}, fields);
				const values = Object.fromEntries(arrays.map(each => [each.name, valuesOf(each)]));
				t.deepEqual(values, {...(x ? {x} : {}), ...(edges ? {edges} : {})});
			}
		}),
		{numRuns: 200},
	);
});

test('what is no message is told with its beginning', t => {
	const refused = (bytes: Uint8Array) => t.throws(() => createDecoder().push(bytes), {code: 'engine-wire'})?.message;
	t.is(
		refused(line('Loading…')),
		'text came on its data pipe (stdout): “Loading…”; only messages may go there, print to stderr',
	);
	t.is(refused(line('{"a":NaN}')), 'a line that is not JSON came: “{"a":NaN}”; JSON knows no NaN and no Infinity');
	t.is(refused(line('{"a":1}')), 'a message without a type came: “{"a":1}”');
	t.is(
		refused(line('{"type":"frame","arrays":[{"name":"x","dtype":"f2","shape":[3]}]}')),
		'frame: array x: dtype "f2" is not allowed; use one of u1, i4, i8, f4, f8',
	);
	t.regex(
		refused(line('{"type":"frame","arrays":[{"name":"x","dtype":"f4","shape":[-3]}]}')) ?? '',
		/shape \[-3\] is not allowed/,
	);
	const head = line('{"type":"frame","arrays":[{"name":"x","dtype":"f4","shape":[3]}]}');
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(8n);
	t.is(refused(bytesOf([head, length])), 'array x: 8 bytes follow, and f4 of shape [3] takes 12');
	t.regex(refused(Buffer.alloc(5_000_000, 'x')) ?? '', /a line of more than \d+ bytes is no message: “x+…”/);
	t.regex(refused(line('\u001B[31mred\u0007')) ?? '', /“\[31mred”/);
});

test('what is missing at the end is told', t => {
	const decoder = createDecoder();
	t.is(decoder.rest(), '');
	decoder.push(new TextEncoder().encode('half a'));
	t.is(decoder.rest(), 'a line without an end: “half a”');
	const other = createDecoder();
	other.push(line('{"type":"frame","arrays":[{"name":"x","dtype":"f4","shape":[3]}]}'));
	t.is(other.rest(), 'a message frame whose arrays are not complete');
});

test('memory is asked for before it is taken', t => {
	const asked: unknown[] = [];
	const decoder = createDecoder((type, arrays) => asked.push([type, arrays.map(each => each.shape)]));
	decoder.push(line('{"type":"frame","arrays":[{"name":"x","dtype":"f4","shape":[100000000]}]}'));
	t.deepEqual(asked, [['frame', [[100_000_000]]]]);
});

test('whole numbers of 64 bits become 32, and are refused where they do not fit', t => {
	const array = (value: bigint) => ({
		name: 'source',
		dtype: 'i8' as const,
		shape: [1],
		bytes: new Uint8Array(BigInt64Array.of(value).buffer),
	});
	t.deepEqual(valuesOf(array(-5n)), Int32Array.of(-5));
	t.throws(() => valuesOf(array(2n ** 40n)), {message: /1099511627776 is not allowed/});
});
