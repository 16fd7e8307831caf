import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {readLook} from '../../source/ui/look.ts';

const terminal = (depth: number) => ({isTTY: true, getColorDepth: () => depth}) as unknown as NodeJS.WriteStream;
const pipe = {isTTY: false} as unknown as NodeJS.WriteStream;
const look = (
	options: Readonly<Record<string, unknown>>,
	environment: Readonly<Record<string, string>>,
	stdout = terminal(24),
) => {
	const {theme, fps} = readLook(options, environment, stdout);
	return {colour: theme.colour, glyphs: theme.glyphs.grade, fps};
};

test('without being asked: four frames a second, the colours and characters that the terminal has', t => {
	t.deepEqual(look({}, {LANG: 'en_GB.UTF-8'}), {colour: 3, glyphs: 'braille', fps: 4});
	t.is(look({}, {}, terminal(8)).colour, 2);
	t.is(look({}, {}, terminal(4)).colour, 1);
	t.is(look({}, {}, terminal(1)).colour, 0);
	t.is(look({}, {}, pipe).colour, 0);
	t.is(look({}, {FORCE_COLOR: '2'}, pipe).colour, 2);
});

test('a light background has colours of its own', t => {
	const accent = (options: Readonly<Record<string, unknown>>) =>
		readLook(options, {LANG: 'C.UTF-8'}, terminal(8)).theme.paint.accent('x');
	t.not(accent({theme: 'light'}), accent({}));
	t.is(accent({theme: 'dark'}), accent({}));
});

test('NO_COLOR and TERM=dumb take the colours away, an option brings them back', t => {
	t.is(look({}, {NO_COLOR: '1'}).colour, 0);
	t.is(look({}, {NO_COLOR: ''}).colour, 3);
	t.is(look({}, {TERM: 'dumb'}).colour, 0);
	t.is(look({color: '256'}, {NO_COLOR: '1'}).colour, 2);
	t.is(look({color: 'none'}, {}).colour, 0);
	t.is(look({color: 'truecolor'}, {}, pipe).colour, 3);
});

test('characters follow the locale, the first of LC_ALL, LC_CTYPE and LANG', t => {
	t.is(look({}, {LANG: 'C'}).glyphs, 'ascii');
	t.is(look({}, {LC_ALL: 'C', LANG: 'en_GB.UTF-8'}).glyphs, 'ascii');
	t.is(look({}, {LC_ALL: '', LC_CTYPE: 'de_DE.utf8', LANG: 'C'}).glyphs, 'braille');
	t.is(look({}, {TERM: 'linux', LANG: 'C.UTF-8'}).glyphs, 'ascii');
	t.is(look({glyphs: 'block'}, {LANG: 'C'}).glyphs, 'block');
});

test('frames a second are 0.2 to 10', t => {
	for (const fps of [0.2, 4, 10]) t.is(look({fps}, {}).fps, fps);
	for (const fps of [0, 0.1, 99, -1, 'abc', Number.NaN])
		t.throws(() => look({fps}, {}), {
			instanceOf: ConnectopError,
			message: `--fps ${fps}: use 0.2 to 10 frames a second`,
		});
});

test('low bandwidth is ascii without colours, once a second; what an option says wins', t => {
	const low = (options: Readonly<Record<string, unknown>>) =>
		look({lowBandwidth: true, ...options}, {LANG: 'C.UTF-8', COLORTERM: 'truecolor', TERM: 'xterm'});
	t.deepEqual(low({}), {colour: 0, glyphs: 'ascii', fps: 1});
	t.deepEqual(low({fps: 4, color: '16', glyphs: 'block'}), {colour: 1, glyphs: 'block', fps: 4});
	t.is(low({color: 'auto'}).colour, 3);
	const samples = (lowBandwidth: boolean) => readLook({lowBandwidth}, {}, terminal(8)).sampleSeconds;
	t.deepEqual([samples(false), samples(true)], [1, 5]);
});

test('sentences instead of a picture: an option, or else ACCESSIBLE', t => {
	const reader = (options: Readonly<Record<string, unknown>>, environment: Readonly<Record<string, string>> = {}) =>
		readLook(options, environment, terminal(8)).reader;
	t.is(reader({}), undefined);
	t.deepEqual(reader({screenReader: true}), {summarySeconds: 30});
	t.deepEqual(reader({}, {ACCESSIBLE: '1'}), {summarySeconds: 30});
	for (const no of ['', '0', 'false', 'no']) t.is(reader({}, {ACCESSIBLE: no}), undefined);
	t.is(reader({screenReader: false}, {ACCESSIBLE: '1'}), undefined);
	t.deepEqual(reader({screenReader: true, summaryEvery: 0}), {summarySeconds: 0});
	t.throws(() => reader({summaryEvery: -1}), {message: /^--summary-every -1: use 0 to 86400 seconds/});
});
