import test from 'ava';
import {widthOf} from '../../source/draw/text.ts';
import {curveSigns, twoCurves, valuesPerCell} from '../../source/draw/two-curves.ts';
import {createTheme} from '../../source/ui/theme.ts';

const up = Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7);
const down = up.slice().reverse();
const size = {width: 4, height: 2, range: [0, 8] as const};

test('in colour, dots of two colours and a third where both stand', t => {
	const look = createTheme('braille', 1);
	t.is(valuesPerCell(look), 2);
	const rows = twoCurves(up, down, {...size, look});
	t.deepEqual(
		rows.map(row => row.replaceAll(/\u001B\[[\d;]*m/g, '')),
		['⠑⢄⡠⠊', '⡠⠊⠑⢄'],
	);
	const [first = '', second = ''] = look.paint.chart.series.map(code => `\u001B[${code < 8 ? 30 + code : 82 + code}m`);
	t.true(rows[0]?.startsWith(second) && rows[1]?.startsWith(first), JSON.stringify(rows));
	t.regex(twoCurves(up, up, {...size, look})[0] ?? '', /^ {2}\u001B\[1m⡠⠊\u001B\[22m$/);
});

test('without colour, and in ASCII, letters tell them apart and no escape sequence is sent', t => {
	for (const look of [createTheme('braille', 0), createTheme('ascii', 1), createTheme('block', 0)]) {
		t.is(valuesPerCell(look), 1);
		const rows = twoCurves(Float64Array.of(1, 1, 5, 5), Float64Array.of(1, 5, 5, Number.NaN), {...size, look});
		t.deepEqual(
			rows.map(row => row.replaceAll(/\u001B\[[\d;]*m/g, '')),
			[' b=a', '=a  '],
		);
	}
	const plain = createTheme('ascii', 0);
	t.deepEqual(curveSigns(plain), {a: 'a', b: 'b', both: '='});
	t.deepEqual(
		twoCurves(up, down, {...size, look: plain}).filter(row => row.includes('\u001B')),
		[],
	);
});

test('a mark stands where no curve does; gaps and strange ranges draw nothing strange', t => {
	const look = createTheme('ascii', 0);
	const none = new Float64Array(4).fill(Number.NaN);
	t.deepEqual(twoCurves(none, Float64Array.of(1, 1, 1, 1), {...size, mark: 1, look}), [' |  ', 'bbbb']);
	for (const range of [
		[0, 0],
		[-1e308, 1e308],
	] as const) {
		const rows = twoCurves(up, down, {...size, range, look});
		t.true(rows.every(row => widthOf(row) === 4 && !row.includes('NaN')));
	}
});
