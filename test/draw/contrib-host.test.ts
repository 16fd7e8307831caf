import process from 'node:process';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import test from 'ava';
import {type Charts, loadCharts} from '../../source/draw/charts.ts';
import {widthOf} from '../../source/draw/text.ts';
import {createTheme} from '../../source/ui/theme.ts';

const look = createTheme('braille', 2);
const events = ['uncaughtException', 'SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGCONT', 'SIGWINCH', 'exit'];
const listeners = () => events.map(event => process.listenerCount(event));

async function charts(): Promise<Charts> {
	const loaded = await loadCharts();
	if (typeof loaded === 'string') throw new Error(loaded);
	return loaded;
}

const wave = (phase: number) => Array.from({length: 60}, (_, i) => 0.5 + 0.5 * Math.sin(i / 5 + phase));

test.serial('charts touch neither the terminal, the environment nor the listeners of the process', async t => {
	const before = listeners();
	const write = process.stdout.write;
	process.env['TMUX'] = 'kept';
	let written = 0;
	process.stdout.write = () => {
		written++;
		return true;
	};
	try {
		const drawn = await charts();
		drawn.line({series: [{values: wave(0), code: 74}], points: 60, width: 40, height: 8, look});
		drawn.donut({share: 0.3, width: 20, height: 10, look});
		drawn.close();
	} finally {
		process.stdout.write = write;
	}
	t.is(process.env['TMUX'], 'kept');
	delete process.env['TMUX'];
	t.is(written, 0);
	t.deepEqual(listeners(), before);
});

test.serial('the heap stays flat over 2,000 frames of changing sizes', async t => {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const drawn = await charts();
	const frames = (from: number, to: number) => {
		for (let frame = from; frame < to; frame++) {
			drawn.line({
				series: [{values: wave(frame), code: 74}],
				points: 60,
				width: 30 + (frame % 12),
				height: 5 + (frame % 3),
				look,
			});
			if (frame % 10 === 0) drawn.donut({share: (frame % 100) / 100, width: 20, height: 9 + (frame % 4), look});
		}
		collect();
		return process.memoryUsage().heapUsed;
	};
	const before = frames(0, 300);
	const after = frames(300, 2300);
	t.true(after - before < 2_000_000, `grew by ${after - before} bytes`);
	drawn.close();
});

test.serial('what is missing is said in one line', async t => {
	const reason = await loadCharts(() => Promise.reject(new Error('Cannot find module blessed\nRequire stack: …')));
	t.is(reason, 'Cannot find module blessed');
});

test.serial('a line chart shows its lines and an axis with round numbers', async t => {
	const drawn = await charts();
	const {rows, unit} = drawn.line({
		series: [
			{values: wave(0).map(value => value * 0.9), code: 74},
			{values: Array.from({length: 60}, () => 1), code: 173},
		],
		points: 60,
		width: 50,
		height: 10,
		look,
	});
	const text = rows.map(row => row.replace(/\u001B\[[\d;]*m/g, ''));
	t.is(unit, '');
	t.deepEqual(
		text.map(row => row.slice(0, 5).trim()).filter(label => label !== ''),
		['1.00', '0.75', '0.50', '0.25', '0'],
	);
	t.regex(rows[0]!, /38;5;173/, 'a line at the top of the axis is drawn');
	t.true(rows.some(row => row.includes('38;5;74m')));
	t.is(drawn.line({series: [{values: [2e6, 3e6], code: 74}], points: 60, width: 50, height: 10, look}).unit, '×1e6');
	drawn.close();
});

test.serial('no values, gaps and extremes are drawn without harm', async t => {
	const drawn = await charts();
	const extremes = [
		[],
		[Number.NaN],
		[Number.NaN, 1, Number.POSITIVE_INFINITY, 2],
		[1e300, -1e300],
		[1e-300],
		[-3, -2],
		[0, 0],
		[Number.MAX_VALUE],
		[5e-324],
	];
	for (const values of extremes) {
		for (const [width, height] of [
			[50, 8],
			[12, 3],
			[5, 2],
			[1, 1],
			[200, 60],
		] as const) {
			const {rows} = drawn.line({series: [{values, code: 74}], points: 60, width, height, look});
			t.is(rows.length, height);
			t.true(
				rows.every(row => widthOf(row) === width),
				`${values.join()} at ${width} × ${height}`,
			);
		}
	}
	for (const share of [Number.NaN, -1, 0, 0.5, 1, 7])
		t.is(drawn.donut({share, width: 20, height: 10, look}).length, 10);
	drawn.close();
});
