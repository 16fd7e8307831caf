import test from 'ava';
import {rowLine} from '../../source/commands/tail-lines.ts';
import {readTailRequest} from '../../source/commands/tail-options.ts';
import {rowPrinter} from '../../source/commands/tail-rows.ts';
import {createTheme} from '../../source/ui/theme.ts';

const plain = createTheme('braille', 0);
const event = {
	v: 1,
	ts: '2026-11-21T09:05:07.123Z',
	seq: 7,
	epoch: 0,
	tick: 42,
	kind: 'late',
	level: 'warn',
	message: 'a tick came late',
	data: {ms: 3},
};

/** What is printed for these rows. */
function printed(args: Readonly<Record<string, unknown>>, rows: readonly unknown[], terminal = false): string {
	const printer = rowPrinter(readTailRequest(args), plain, terminal);
	const texts = rows.map(row => (typeof row === 'string' ? row : JSON.stringify(row)));
	return printer.print(texts.map((text, at) => ({text, at, inode: 0n})));
}

test('an event is one line: time, tick, mark, kind, message', t => {
	t.is(rowLine(event, plain), '2026-11-21 09:05:07Z  tick 42      !  late        a tick came late');
	t.is(
		rowLine({...event, level: 'info', kind: 'end', tick: 12_345_678}, plain),
		'2026-11-21 09:05:07Z  tick 12345678    end         a tick came late',
	);
	t.regex(rowLine({...event, level: 'error'}, plain), / !! late /);
});

test('rows without a message show their fields', t => {
	const {level: _level, message: _message, data: _data, ...row} = event;
	const line = rowLine(
		{...row, kind: 'metrics', meanWeight: 0.123456, cohesion: 3, observables: {order: 1}, crc: 'ab'},
		plain,
	);
	t.regex(line, /metrics {5}meanWeight 0\.1235 {2}cohesion 3 {2}observables \{"order":1\}$/);
});

test('text from outside gives a terminal no orders', t => {
	const row = {...event, kind: 'a\u001B[2J', message: 'x\u001B]52;c;eA==\u0007y\nz\u202E', ts: '\u009B31m'};
	t.notRegex(rowLine(row, plain), /[\p{Cc}\u202E]/u);
	t.notRegex(rowLine(row, createTheme('ascii', 0)), /[^ -~]/);
	const json = printed({json: true}, [row], true);
	t.notRegex(json.slice(0, -1), /[\p{Cc}\u202E]/u);
	t.deepEqual(JSON.parse(json), row);
});

test('only colours of ours are added, and the filter does not see them', t => {
	const coloured = createTheme('braille', 3);
	const line = rowLine(event, coloured);
	t.regex(line, /\u001B\[/);
	t.is(line.replaceAll(/\u001B\[[\d;]*m/g, ''), rowLine(event, plain));
	const printer = rowPrinter(readTailRequest({filter: '^2026.*tick 42 +! +late +a tick came late$'}), coloured, true);
	t.is(printer.lineOf(JSON.stringify(event)), line);
});

test('filter, invert and level choose', t => {
	const rows = ['info', 'warn', 'error'].map((level, tick) => ({...event, level, tick, message: `m${tick}`}));
	const found = (args: Readonly<Record<string, unknown>>) => printed(args, rows).match(/m\d/g) ?? [];
	t.deepEqual(found({}), ['m0', 'm1', 'm2']);
	t.deepEqual(found({level: 'warn'}), ['m1', 'm2']);
	t.deepEqual(found({level: 'error'}), ['m2']);
	t.deepEqual(found({filter: 'm[01]$'}), ['m0', 'm1']);
	t.deepEqual(found({filter: 'm[01]$', invert: true}), ['m2']);
	t.deepEqual(found({filter: 'm[01]$', level: 'warn'}), ['m1']);
	t.deepEqual(found({filter: '"tick":1,', json: true}), ['m1']);
});

test('JSON is as it stands in the file', t => {
	const text = '{ "tick" : 1.0, "message": "\\u00e4" }';
	t.is(printed({json: true}, [text]), `${text}\n`);
});

test('damaged lines are left out, counted, and the first of them handed on', t => {
	const printer = rowPrinter(readTailRequest({}), plain, false);
	const texts = [JSON.stringify(event), ...Array.from({length: 9}, () => '{"tick":'), 'null'];
	const text = printer.print(texts.map((each, at) => ({text: each, at, inode: 0n})));
	t.is(text.split('\n').length, 2);
	t.deepEqual([printer.seen, printer.damaged], [11, 10]);
	t.deepEqual(
		printer.takeDamaged().map(({at}) => at),
		[1, 2, 3, 4, 5],
	);
	t.deepEqual(printer.takeDamaged(), []);
});

test('options that do not fit are refused in one line', t => {
	const refused = (args: Readonly<Record<string, unknown>>, message: RegExp) => {
		const error = t.throws(() => readTailRequest(args));
		t.regex(error?.message ?? '', message);
		t.notRegex(error?.message ?? '', /\n/);
	};
	refused({filter: '['}, /^--filter '\[': is no regular expression: unterminated character class$/);
	refused({filter: '(/'}, /^--filter '\(\/': is no regular expression: unterminated group$/);
	refused({lines: '-1'}, /^--lines -1: use a whole number from 0, or all$/);
	refused({lines: '1.5'}, /^--lines 1\.5/);
	refused({invert: true}, /^--invert: .*--filter/);
	refused({log: 'metrics', level: 'warn'}, /^--level: .* metrics have no level/);
	refused({lines: ['1', '2']}, /^--lines: is given 2 times/);
});
