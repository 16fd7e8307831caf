import test from 'ava';
import fc from 'fast-check';
import {type Charts, loadCharts} from '../../../source/draw/charts.ts';
import {widthOf} from '../../../source/draw/text.ts';
import {heldFrame} from '../../../source/ui/still-frame.ts';
import {type ColourLevel, createTheme, type GlyphGrade} from '../../../source/ui/theme.ts';
import {createLiveView, type LiveContext, liveRows} from '../../../source/ui/views/live.ts';
import {anyFrame, event, frameOf, ring} from './frames.ts';

let charts: Charts;

test.before(async () => {
	const loaded = await loadCharts();
	if (typeof loaded === 'string') throw new Error(loaded);
	charts = loaded;
});

const grades: readonly GlyphGrade[] = ['braille', 'block', 'ascii'];
const levels: readonly ColourLevel[] = [0, 1, 2, 3];

function contextOf(width: number, height: number, rest: Partial<LiveContext> = {}): LiveContext {
	return {
		width,
		height,
		theme: createTheme('braille', 0),
		view: createLiveView(ring(40)),
		frozen: false,
		keys: ' space pause  q quit',
		charts,
		...rest,
	};
}

const plain = (rows: readonly string[]) => rows.map(row => row.replace(/\u001B\[[\d;]*m/g, ''));

test('no size and no frame breaks the screen', t => {
	const themes = new Map(
		grades.flatMap(grade => levels.map(level => [`${grade} ${level}`, createTheme(grade, level)])),
	);
	const sources = {charts, missing: 'missing\u001B[2J', loading: undefined};
	const sizes = fc.tuple(fc.integer({min: 1, max: 300}), fc.integer({min: 1, max: 100}));
	for (const n of [1, 12]) {
		const view = createLiveView(ring(n));
		fc.assert(
			fc.property(
				anyFrame(n),
				sizes,
				fc.constantFrom(...themes.keys()),
				fc.boolean(),
				fc.constantFrom('charts', 'missing', 'loading' as const),
				(frame, [width, height], look, frozen, source) => {
					const theme = themes.get(look) ?? createTheme('ascii', 0);
					const rows = liveRows(
						frame,
						contextOf(width, height, {
							theme,
							view,
							frozen,
							charts: sources[source],
							notice: `news\u001B[2J ${'and '.repeat(99)}`,
						}),
					);
					t.is(rows.length, height);
					for (const row of rows) {
						if (widthOf(row) > width) throw new Error(`${widthOf(row)} > ${width}: ${JSON.stringify(row)}`);
						if (/[\u0000-\u001A\u001C-\u001F\u007F-\u009F\u202A-\u202E]/.test(row) || /\u001B(?!\[[\d;]*m)/.test(row))
							throw new Error(`control: ${JSON.stringify(row)}`);
						if (theme.colour === 0 && row.includes('\u001B')) throw new Error(`colour: ${JSON.stringify(row)}`);
						if (theme.glyphs.grade === 'ascii' && /[^ -~\u001B]/.test(row))
							throw new Error(`not ascii: ${JSON.stringify(row)}`);
					}
				},
			),
			{numRuns: 300},
		);
	}
});

test('every size from 1×1 to 300×100 has its rows', t => {
	const frame = frameOf();
	const view = createLiveView(ring(40));
	for (let width = 1; width <= 300; width += width < 130 ? 7 : 23) {
		for (let height = 1; height <= 100; height += height < 45 ? 1 : 9) {
			const rows = liveRows(frame, contextOf(width, height, {view}));
			t.is(rows.length, height);
			t.true(
				rows.every(row => widthOf(row) <= width),
				`${width}×${height}`,
			);
		}
	}
});

test('a stranger finds state, rate, kernel and last event at every size', t => {
	for (const [width, height] of [
		[40, 10],
		[60, 15],
		[80, 24],
		[120, 40],
		[200, 60],
	] as const) {
		const rows = liveRows(frameOf(), contextOf(width, height));
		const text = rows.join('\n');
		t.regex(rows[0]!, /● running/);
		t.regex(rows[1]!, /10\.0 → 10\.0 Hz/);
		t.regex(rows[1]!, /\bcpu\b/);
		t.regex(text, /10:15:05 .*checkpoint +state_30/);
		t.is(rows.at(-1)?.trim(), 'space pause  q quit');
	}
});

test('the screen at 120×40 and 80×24 shows every panel', t => {
	for (const [width, height] of [
		[120, 40],
		[80, 24],
	] as const) {
		const text = liveRows(frameOf(), contextOf(width, height)).join('\n');
		for (const part of [
			'Connectome',
			'mean W',
			'active edges',
			'components',
			'complexity',
			'entropy',
			'tick ms',
			'Cohesion',
			'Complexity',
			'b1 z',
			'Events',
			'W 0 ',
			'50 %',
		]) {
			t.true(text.includes(part), `${part} at ${width}×${height}`);
		}
	}
	t.true(liveRows(frameOf(), contextOf(120, 40)).join('\n').includes('active share'));
	t.regex(liveRows(frameOf(), contextOf(120, 40))[0]!, /domain first ×1\.1/);
});

test('below 40×10 one line says how large to make it', t => {
	t.is(liveRows(frameOf(), contextOf(60, 9))[0], 'enlarge me: 40×10 needed, this is 60×9');
	t.deepEqual(liveRows(frameOf(), contextOf(12, 2)), ['enlarge me:…', '']);
	t.deepEqual(liveRows(frameOf(), contextOf(1, 1)), ['…']);
});

test('the same frame gives the same rows', t => {
	const context = contextOf(120, 40, {theme: createTheme('braille', 2)});
	liveRows(frameOf(), context);
	const next = frameOf({field: new Float32Array(40).fill(0.6), status: {tick: 45}});
	const rows = liveRows(next, context);
	t.deepEqual(liveRows(next, context), rows);
});

test('a pause ends with the newest map and then with silence', t => {
	const view = createLiveView(ring(40));
	const context = contextOf(120, 40, {view});
	liveRows(frameOf(), context);
	const field = new Float32Array(40).fill(0.6);
	liveRows(frameOf({field, status: {tick: 45}}), context);
	const paused = frameOf({field, status: {tick: 45, paused: true}});
	const rows = liveRows(paused, context);
	const fresh = liveRows(paused, contextOf(120, 40));
	t.deepEqual(rows, fresh);
	t.regex(rows[0]!, /■ paused/);
	t.deepEqual(liveRows(paused, context), rows);
});

test('a frozen display stands still while the field moves on', t => {
	const context = contextOf(100, 30, {frozen: true});
	const frame = frameOf();
	const held = heldFrame(frame);
	const rows = liveRows(held, context);
	t.regex(rows[0]!, /running {2}display frozen/);
	frame.field.fill(0.6);
	t.deepEqual(liveRows(held, context), rows);
	const smaller = liveRows(held, {...context, width: 90});
	t.true(smaller.join('').includes('·'), 'quiet nodes are still quiet after a resize');
	const second = heldFrame({...frame, status: {...frame.status, tick: 50}});
	t.deepEqual(
		liveRows(second, context),
		liveRows(second, contextOf(100, 30, {frozen: true})),
		'a second one shows its own field',
	);
	t.notDeepEqual(liveRows(second, context).slice(2), rows.slice(2));
});

test('a command at a tick that stands still is drawn at once', t => {
	const context = contextOf(120, 40);
	liveRows(frameOf({status: {paused: true}}), context);
	const clamped = frameOf({field: new Float32Array(40), status: {paused: true, revision: 1}});
	t.deepEqual(liveRows(clamped, context), liveRows(clamped, contextOf(120, 40)));
});

test('a restore is drawn at once', t => {
	const context = contextOf(120, 40);
	liveRows(frameOf(), context);
	const restored = frameOf({field: new Float32Array(40), status: {epoch: 1, tick: 30}});
	t.deepEqual(liveRows(restored, context), liveRows(restored, contextOf(120, 40)));
});

test('text from outside cannot act on the terminal', t => {
	const rows = liveRows(frameOf({events: [event('\u001B]0;owned\u0007\u001B[2Jhello\r\nworld')]}), contextOf(120, 40));
	t.true(rows.some(row => row.includes('hello world')));
	t.false(rows.join('').includes('\u001B'));
});

test('charts that cannot be loaded are said to be missing', t => {
	const theme = createTheme('braille', 2);
	const rows = liveRows(frameOf(), contextOf(120, 40, {theme, charts: "Cannot find module 'blessed'"}));
	t.true(rows.some(row => row.includes("no charts: Cannot find module 'blessed'")));
	t.is(liveRows(frameOf(), contextOf(120, 40, {charts: undefined})).length, 40);
});

test('two lines of a chart that no colour tells apart stand as columns of their own', t => {
	const lines = (level: ColourLevel) => {
		const rows = plain(liveRows(frameOf(), contextOf(120, 40, {theme: createTheme('braille', level)})));
		return rows.slice(rows.findIndex(row => row.includes('Field, last 60 s')) + 1, -6).join('');
	};
	t.regex(lines(0), /[▁-█]/);
	t.notRegex(lines(2), /[▁-█]/);
});

test('a notice stands above the keys and moves nothing', t => {
	const without = liveRows(frameOf(), contextOf(120, 40));
	const rows = liveRows(frameOf(), contextOf(120, 40, {notice: 'saved state_44.npz'}));
	t.true(rows.at(-2)!.includes('saved state_44.npz'));
	t.deepEqual([...rows.slice(0, -2), rows.at(-1)], [...without.slice(0, -2), without.at(-1)]);
	t.true(
		liveRows(frameOf(), contextOf(40, 10, {notice: 'saved'}))
			.at(-2)!
			.includes('saved'),
	);
});

test('only what moves is drawn anew', t => {
	const context = contextOf(120, 40, {theme: createTheme('braille', 2)});
	const before = liveRows(frameOf(), context);
	const after = liveRows(frameOf({status: {tick: 45, time: 4.5, tickMs: 0.25}}), context);
	const changed = after.flatMap((row, at) => (row === before[at] ? [] : [at]));
	t.deepEqual(changed.length, 2, `rows ${changed.join()}`);
	t.is(plain(after)[1]!.length, 120);
});

test('the labels name the variable and the presets of the run', t => {
	const frame = frameOf();
	const renamed = {
		...frame,
		facts: {...frame.facts, variable: {name: 'rate', shown: [0, 1] as const}, presets: {title: 'regime', names: []}},
	};
	const text = liveRows(renamed, contextOf(120, 40)).join('\n');
	t.true(text.includes('mean rate') && text.includes('regime first') && !text.includes('mean W'));
});

test('where not every tick is measured, the tick of the figures stands beside them', t => {
	const every = liveRows(frameOf(), contextOf(120, 40)).join('\n');
	t.notRegex(every, /of tick \d+, every/);
	const frame = frameOf({status: {measuredTick: 40}, settings: {...frameOf().settings, measureEvery: 5}});
	for (const [width, height] of [
		[120, 40],
		[80, 24],
	] as const)
		t.regex(liveRows(frame, contextOf(width, height)).join('\n'), /of tick 40, every 5/);
});
