import test from 'ava';
import fc from 'fast-check';
import {createMouseReader, type MouseReport} from '../../source/ui/mouse-reports.ts';

const read = (...chunks: readonly string[]) => {
	const reader = createMouseReader();
	let text = '';
	const reports: MouseReport[] = [];
	for (const chunk of chunks) {
		const got = reader.push(chunk);
		text += got.text;
		reports.push(...got.reports);
	}
	return {text: text + reader.flush(), reports};
};

const at = (column: number, row: number, rest: Partial<MouseReport> = {}): MouseReport => ({
	kind: 'press',
	button: 'left',
	column,
	row,
	steps: 0,
	...rest,
});

test('presses, releases, drags and the wheel', t => {
	const {text, reports} = read(
		'\u001B[<0;1;1M',
		'\u001B[<32;5;7M',
		'\u001B[<0;5;7m',
		'\u001B[<2;3;4M',
		'\u001B[<20;3;4M',
	);
	t.is(text, '');
	t.deepEqual(reports, [
		at(0, 0),
		at(4, 6, {kind: 'drag'}),
		at(4, 6, {kind: 'release'}),
		at(2, 3, {button: 'right'}),
		at(2, 3),
	]);
	t.deepEqual(read('\u001B[<64;9;8M').reports, [at(8, 7, {kind: 'wheel', button: 'none', steps: -1})]);
	t.deepEqual(read('\u001B[<66;9;8M\u001B[<35;1;1M\u001B[<128;1;1M').reports, [], 'nothing is made of the others');
	t.deepEqual(read('\u001B[<0;0;0M\u001B[<0;99999;99999M').reports, [at(0, 0), at(99_998, 99_998)]);
});

test('reports in the older way', t => {
	t.deepEqual(read('a\u001B[M !"b').reports, [at(0, 1)]);
	t.is(read('a\u001B[M !"b').text, 'ab');
	t.deepEqual(read('\u001B[', 'M', '#', '!', '!').reports, [at(0, 0, {kind: 'release', button: 'none'})]);
});

test('a flood at one place is one report, in its order', t => {
	const wheel = '\u001B[<65;9;8M';
	const {reports} = read(
		`${wheel.repeat(500)}\u001B[<64;9;8M\u001B[<32;1;1M\u001B[<32;2;2M\u001B[<32;3;3M\u001B[<0;3;3m`,
	);
	t.deepEqual(
		reports.map(({kind, steps, column}) => [kind, steps, column]),
		[
			['wheel', 500, 8],
			['wheel', -1, 8],
			['drag', 0, 2],
			['release', 0, 2],
		],
	);
});

test('what keys send is left as it is', t => {
	for (const keys of [
		'abc',
		'\u001B',
		'\u001B[',
		'\u001B[A',
		'\u001BOP',
		'\u001B\u001B[A',
		'\u001B[200',
		'\u001B[2~',
		'\u001Bx',
		'\u001B[[A',
	])
		t.is(read(keys).text, keys, JSON.stringify(keys));
	t.is(read('\u001B[<0;1', 'x').text, '', 'a torn report is no text');
	t.is(read('\u001B[<0;', '\u001B[A').text, '\u001B[A');
});

test('an Escape that waited too long for the rest of its report leaves no text behind', t => {
	const reader = createMouseReader();
	t.is(reader.push('\u001B').text, '');
	t.true(reader.holding);
	t.is(reader.flush(), '\u001B');
	t.deepEqual(reader.push('[<0;3;4M'), {text: '', reports: [at(2, 3)]});
	t.is(reader.push('[<0;3;4M').text, '[<0;3;4M', 'typed, it is text');
	reader.push('\u001B[<0;1');
	t.false(reader.holding);
	t.is(reader.flush(), '', 'no key sends this');
	t.deepEqual(reader.push(';2M').reports, [at(0, 1)]);
});

test('what is pasted is text, also where it looks like a mouse', t => {
	const pasted = '\u001B[200~one \u001B[<0;1;1M two\u001B[201~';
	for (let cut = 0; cut <= pasted.length; cut++) {
		const {text, reports} = read(pasted.slice(0, cut), pasted.slice(cut), '\u001B[<0;2;2M');
		t.is(text, pasted, `${cut}`);
		t.deepEqual(reports, [at(1, 1)]);
	}
});

const key = fc.constantFrom(
	'a',
	'é',
	'🐛',
	'\r',
	'\u0003',
	'\u001B[A',
	'\u001BOP',
	'\u001B[5~',
	'\u001B[200~x\u001B[<0;1;1My\u001B[201~',
);
const place = fc.integer({min: 1, max: 9999});
const mouse = fc
	.tuple(fc.constantFrom(0, 1, 2, 4, 16), place, place, fc.constantFrom('M', 'm'))
	.map(([code, column, row, end]) => `\u001B[<${code};${column};${row}${end}`);

test('reports between keys are found however the characters are split, and none of them gets to the keys', t => {
	fc.assert(
		fc.property(
			fc.array(fc.oneof(key, mouse), {maxLength: 20}),
			fc.array(fc.nat(400), {maxLength: 12}),
			(parts, cuts) => {
				const all = parts.join('');
				const ends = [...new Set(cuts.map(cut => Math.min(cut, all.length)))].sort((a, b) => a - b);
				const chunks = [...ends, all.length].map((end, i) => all.slice(ends[i - 1] ?? 0, end));
				const {text, reports} = read(...chunks);
				t.is(text, parts.filter(part => !part.startsWith('\u001B[<')).join(''));
				t.is(reports.length, parts.filter(part => part.startsWith('\u001B[<')).length);
			},
		),
	);
});

test('no text whatever makes the reader fail or hold back more than the beginning of a report', t => {
	const letters = fc.constantFrom('\u001B', '[', '<', '0', ';', 'M', 'm', '~', '2', '1', 'x', ' ');
	fc.assert(
		fc.property(fc.array(letters, {maxLength: 60}), all => {
			const {text} = read(...all);
			t.true(text.length <= all.length);
			t.notRegex(text.replaceAll(/\u001B\[200~[\s\S]*/g, ''), /\u001B\[<\d+;\d+;\d+[Mm]/);
		}),
	);
});
