import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import {openTwo} from './two-terminals.ts';

const enter = '\u001B[?1049h\u001B[?25l';
const leave = '\u001B[m\u001B[?1049l';
const [begin, end] = ['\u001B[?2026h', '\u001B[?2026l'];
const clear = '\u001B[m\u001B[1;1H\u001B[J';

const sgr = fc
	.constantFrom(
		...' 0 1 2 3 4 5 7 8 9 22 23 24 25 27 28 29 31 39 42 49 97 104 38;5;246 48;5;17 38;2;1;2;3'.split(' '),
		...'48;2;9;8;7 1;38;5;74 0;31;4 22;39;49'.split(' '),
	)
	.map(parameters => `\u001B[${parameters}m`);
const words = fc
	.array(fc.constantFrom('a', 'Z', ' ', '   ', '⣿', '⡇', '─', '█', 'é', 'ж', '12.5', 'same', '  ●'), {maxLength: 12})
	.map(parts => parts.join(''));
const rare = fc.constantFrom('世', '界世', 'e\u0301', 'a\u0308\u0323', '한국', 'क');
const count = fc.integer({min: 0, max: 9});
const moves = fc
	.tuple(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G'), fc.option(count, {nil: ''}))
	.map(([action, much]) => `\u001B[${much}${action}`);
const place = fc.tuple(count, count).map(([row, column]) => `\u001B[${row};${column}H`);
const erasing = fc.constantFrom('\u001B[K', '\u001B[2K', '\u001B[J').map(erase => `\u001B[m${erase}`);
/** What a writer does not follow: scrolled, inserted and tabbed cells, curly lines, titles, clearing, wide emoji. */
const strange = fc.constantFrom(
	...'\u001B[2S|\u001B[2@|\t|\b|\r|\u001B[4:3m|\u001B]0;title\u0007|\u001B[2J'.split('|'),
	...'\u001B[1K|\u001B7|\u001B[r|\u001B[3X|\u001B[41m\u001B[K|\u001B[53m'.split('|'),
);
const known = fc.oneof(
	{weight: 8, arbitrary: words},
	{weight: 5, arbitrary: sgr},
	{weight: 4, arbitrary: moves},
	{weight: 2, arbitrary: place},
	{weight: 3, arbitrary: fc.constant('\n')},
	{weight: 2, arbitrary: erasing},
	{weight: 1, arbitrary: rare},
	{weight: 1, arbitrary: fc.constant(clear)},
	{weight: 1, arbitrary: fc.constantFrom('\u001B[?25l', '\u001B[?25h', '\u001B[?2004h')},
);
const anything = fc.oneof(
	{weight: 30, arbitrary: known},
	{weight: 1, arbitrary: strange},
	{weight: 1, arbitrary: fc.constantFrom(leave, `${leave}\u001B[H${enter}`)},
);
/** What one call of `write` gets. */
const writes = (piece: fc.Arbitrary<string>) =>
	fc.array(
		fc.tuple(fc.array(piece, {maxLength: 12}), fc.boolean()).map(([pieces, framed]) => {
			const text = pieces.join('');
			return framed ? [begin, text, end] : [text];
		}),
		{maxLength: 12},
	);
const size = fc.tuple(fc.integer({min: 2, max: 24}), fc.integer({min: 1, max: 8}));

for (const [what, piece] of [
	['what it follows', known],
	['anything', anything],
] as const) {
	test(`cells and cursor are those of a terminal that gets ${what} as it comes`, async t => {
		await fc.assert(
			fc.asyncProperty(size, writes(piece), async ([columns, rows], texts) => {
				using two = openTwo(columns, rows);
				await two.write(enter);
				for (const parts of texts) {
					for (const part of parts) await two.write(part);
					assert.deepEqual(two.thrifty.cells(), two.plain.cells());
				}
			}),
			{numRuns: 400},
		);
		t.pass();
	});
}

/** A frame as a renderer of rows writes it after another one. */
const frame = (text: string) => `${begin}\u001B[H${text}${end}`;

test('a frame is the cells that changed, in one piece', async t => {
	using two = openTwo(30, 3);
	await two.write(enter);
	t.is(await two.write(begin), '');
	t.is(await two.write('\u001B[H  one   \u001B[38;5;74m⣿⣿⣿⣿\u001B[39m  | tail\ntwo\nthree'), '');
	t.is(
		await two.write(end),
		`${begin}\u001B[H  one   \u001B[38;5;74m⣿⣿⣿⣿  \u001B[m| tail\u001B[K\u001B[2Htwo\u001B[K\u001B[3Hthree\u001B[K${end}`,
	);
	t.is(
		await two.write(frame('  one   \u001B[38;5;74m⣿⣿⠤⣿\u001B[39m  | tail\ntoo\nthree')),
		`${begin}\u001B[1;11H\u001B[38;5;74m⠤\u001B[2;2H\u001B[mo\u001B[3;6H${end}`,
	);
	t.is(await two.write(frame('  one   \u001B[38;5;74m⣿⣿⠤⣿\u001B[39m  | tail\ntoo\nthree')), '');
	t.deepEqual(two.thrifty.cells(), two.plain.cells());
});

test('short gaps are written through, long ones are jumped over, and ends are erased', async t => {
	using two = openTwo(40, 1);
	await two.write(`${enter}${frame(`a.b${'-'.repeat(20)}c${'='.repeat(16)}`)}`);
	t.is(await two.write(frame(`A.B${'-'.repeat(20)}C\u001B[K`)), `${begin}\u001B[HA.B\u001B[20CC\u001B[K${end}`);
	t.deepEqual(two.thrifty.text(), two.plain.text());
});

test('spaces are written in whatever style is in force, unless they would show it', async t => {
	using two = openTwo(20, 1);
	await two.write(enter);
	const sent = await two.write('\u001B[31mred\u001B[39m \u001B[31mred\u001B[39m \u001B[44m \u001B[49m x');
	t.is(sent, '\u001B[H\u001B[31mred red \u001B[0;44m \u001B[m x\u001B[K');
	t.deepEqual(two.thrifty.cells(), two.plain.cells());
});

test('a row with characters that terminals measure differently is written anew from the first of them on', async t => {
	using two = openTwo(20, 2);
	await two.write(`${enter}${frame('ab 世界 cd\n🙂 last')}`);
	t.is(await two.write(frame('xb 世界 cd\n🙂 last')), `${begin}\u001B[Hx\u001B[2;8H${end}`);
	t.is(
		await two.write(frame('xb 世界 ce\n🙂 last')),
		`${begin}\u001B[1;4H\u001B[K\u001B[?7l世界 ce\u001B[?7h\u001B[2;8H${end}`,
	);
	t.is(
		await two.write(frame('\u001B[Kxb no\n\u001B[K🙂 most')),
		`${begin}\u001B[1;4H\u001B[K\u001B[?7lno\u001B[?7h\u001B[2H\u001B[K\u001B[?7l🙂 most\u001B[?7h\u001B[2;8H${end}`,
	);
});

test('nothing is known of a terminal that was forgotten or resized: all of the picture is sent again', async t => {
	using two = openTwo(10, 2);
	t.is(two.writer.repaint(10, 2), '', 'the screen is not its own yet');
	await two.write(`${enter}${frame('one\ntwo')}`);
	t.is(two.writer.repaint(10, 2), '');
	two.writer.forget();
	const all = `${begin}\u001B[Hone\u001B[K\u001B[2Htwo\u001B[K${end}`;
	t.is(two.writer.repaint(10, 2), all);
	t.is(two.writer.repaint(10, 2), '');
	await two.resize(8, 2);
	t.is(await two.write(frame('one\ntwo')), all);
	t.is(two.writer.repaint(8, 2), '');
	t.is(two.writer.repaint(9, 2), all);
});

test('a terminal without a size gets everything as it comes', async t => {
	using two = openTwo(10, 2);
	const text = `${enter}${frame('one\ntwo')}${frame('one\ntwo')}`;
	t.is(two.writer.write(text, 0, 0), text);
});
