import test from 'ava';
import fc from 'fast-check';
import {ConnectopError} from '../../../source/base/errors.ts';
import {type ByteSource, headOf, piecesOf, windowOn} from '../../../source/connectome/readers/byte-window.ts';
import {readGraph} from '../../../source/connectome/readers/read-graph.ts';
import {rowScanner, type Separator} from '../../../source/connectome/readers/row-scanner.ts';

/** Bytes as a file that gives at most `most` of them at a time. */
function sourceOf(bytes: Uint8Array, most = 7): ByteSource & {readonly largest: () => number} {
	let [at, largest] = [0, 0];
	return {
		size: bytes.length,
		read(into) {
			const piece = bytes.subarray(at, at + Math.min(most, into.length));
			into.set(piece);
			at += piece.length;
			largest = Math.max(largest, into.length);
			return piece.length;
		},
		rewind() {
			at = 0;
		},
		largest: () => largest,
	};
}

const encode = (text: string) => new TextEncoder().encode(text);

/** Everything a scanner finds, or what it says is wrong. */
function scanned(bytes: Uint8Array, separator: Separator, size?: number): unknown {
	const window = size === undefined ? windowOn(bytes) : windowOn(sourceOf(bytes), size);
	const row = rowScanner(window, 'f', separator, 0);
	const rows: unknown[] = [];
	try {
		while (row.next())
			rows.push([
				row.line,
				Array.from({length: row.fields}, (_, i) => [
					row.quotes[i],
					new TextDecoder().decode(row.bytes.subarray(row.starts[i], row.ends[i])),
				]),
			]);
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		rows.push(error.message);
	}
	return {rows, comments: row.comments};
}

const piece = fc.constantFrom(
	'a',
	'1',
	',',
	',',
	'"',
	'""',
	' ',
	'\t',
	'\n',
	'\n',
	'\r',
	'\r\n',
	'#',
	'%',
	'é',
	'long word',
	'\n\n',
);

test('rows are the same however few bytes the window shows', t => {
	fc.assert(
		fc.property(
			fc.array(piece, {maxLength: 60}),
			fc.constantFrom<Separator>('comma', 'blank', 'tab'),
			fc.integer({min: 1, max: 40}),
			(pieces, separator, size) => {
				const bytes = encode(pieces.join(''));
				t.deepEqual(scanned(bytes, separator, size), scanned(bytes, separator));
			},
		),
		{numRuns: 2000},
	);
});

test('a window grows for a long row alone: a file is never in memory as a whole', t => {
	const bytes = encode(`# ${'c'.repeat(1000)}\n${'a,b\n'.repeat(100_000)}"${'x\n'.repeat(20_000)}",b\n`);
	const source = sourceOf(bytes, 4096);
	const row = rowScanner(windowOn(source, 8192), 'f', 'comma', 0);
	let rows = 0;
	while (row.next()) rows++;
	t.is(rows, 100_001);
	t.true(source.largest() <= 131_072, String(source.largest()));
});

test('pieces are the whole file, once', t => {
	fc.assert(
		fc.property(fc.uint8Array({maxLength: 50}), fc.nat(5), fc.integer({min: 6, max: 20}), (bytes, from, size) => {
			const start = Math.min(from, bytes.length);
			for (const input of [bytes, sourceOf(bytes)]) {
				const pieces = [...piecesOf(input, start, size)].map(({piece: part, last}) => ({part: [...part], last}));
				// Of a file that is read, pieces are good until the next is taken
				if (input === bytes)
					t.deepEqual(
						pieces.flatMap(({part}) => part),
						[...bytes.subarray(start)],
					);
				t.is(pieces.filter(({last}) => last).length, start < bytes.length || input !== bytes ? 1 : 0);
			}
			const gathered: number[] = [];
			for (const {piece: part} of piecesOf(sourceOf(bytes), start, size)) gathered.push(...part);
			t.deepEqual(gathered, [...bytes.subarray(start)]);
		}),
	);
});

test('the head can be looked at before reading begins', t => {
	const bytes = encode('abc'.repeat(50_000));
	const source = sourceOf(bytes, 1000);
	t.is(headOf(source).length, 65_536);
	t.deepEqual(headOf(source), bytes.subarray(0, 65_536));
});

const files: readonly (readonly [name: string, text: string])[] = [
	[
		'list.csv',
		`source,target,weight\n${Array.from({length: 20_000}, (_, i) => `${i % 999},${(i * 7) % 1001},${i % 13}`).join('\n')}`,
	],
	['plain.txt', Array.from({length: 20_000}, (_, i) => `n${i % 999} n${(i * 7) % 1001}`).join('\r\n')],
	[
		'm.mtx',
		`%%MatrixMarket matrix coordinate integer general\n% c\n2000 2000 20000\n${Array.from({length: 20_000}, (_, i) => `${1 + (i % 2000)} ${1 + ((i * 7) % 1999)} ${1 + (i % 9)}`).join('\n')}\n`,
	],
	[
		'g.graphml',
		`<graphml><graph edgedefault="directed">${Array.from({length: 3000}, (_, i) => `<node id="ü${i}"/>`).join('')}${Array.from({length: 20_000}, (_, i) => `<edge source="ü${i % 3000}" target="ü${(i * 7) % 2999}"/>`).join('\n')}</graph></graphml>`,
	],
];

for (const [name, text] of files) {
	test(`${name} read piece by piece is the graph that it is in memory`, t => {
		const bytes = encode(text);
		t.deepEqual(readGraph(sourceOf(bytes, 10_007), name), readGraph(bytes, name));
	});
}

test('the line of a byte that is no UTF-8 is found across pieces', t => {
	const text = `<graphml><graph edgedefault="directed">${'<node id="a"/>\n'.repeat(100_000)}`;
	const bytes = Uint8Array.from([...encode(text), 0xff, 10]);
	const messages = [bytes, sourceOf(bytes, 50_000)].map(
		input => t.throws(() => readGraph(input, 'g.graphml'), {instanceOf: ConnectopError})?.message,
	);
	t.regex(messages[0] ?? '', /^g\.graphml, line 2: .*declared twice/);
	const unique = Uint8Array.from([
		...encode(
			`<graphml><graph edgedefault="directed">${Array.from({length: 100_000}, (_, i) => `<node id="${i}"/>\n`).join('')}`,
		),
		0xff,
		10,
	]);
	for (const input of [unique, sourceOf(unique, 50_000)])
		t.throws(() => readGraph(input, 'g.graphml'), {message: /^g\.graphml, line 100001: is not valid UTF-8/});
});
