import test from 'ava';
import fc from 'fast-check';
import {glyphsOf} from '../../source/draw/glyphs.ts';
import {spikeRaster} from '../../source/draw/spike-raster.ts';
import {widthOf} from '../../source/draw/text.ts';
import {createTheme} from '../../source/ui/theme.ts';

const look = createTheme('braille', 0);
const plain = {...look, glyphs: glyphsOf.ascii};

test('time goes to the right and the first node is on top', t => {
	const spikes = {ticks: [1, 4, 8], places: [0, 1, 2], nodes: 3};
	const options = {from: 1, to: 8, width: 8, height: 3, look: plain};
	t.deepEqual(spikeRaster(spikes, options), ['|       ', '   |    ', '       |']);
	t.deepEqual(
		spikeRaster({ticks: [1, 2, 3, 4], places: [0, 1, 2, 3], nodes: 4}, {...options, to: 4, width: 2, height: 1, look}),
		['⠑⢄'],
	);
});

test('what is out of the window is left out, and nodes beyond the rows share them', t => {
	const spikes = {ticks: [0, 5, 11], places: [0, 99, 50], nodes: 100};
	t.deepEqual(spikeRaster(spikes, {from: 1, to: 10, width: 10, height: 2, look: plain}), ['          ', '    |     ']);
});

test('any spikes make rows of the size that was asked for', t => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(fc.nat(300), fc.nat(9))),
			fc.integer({min: 1, max: 40}),
			fc.integer({min: 1, max: 12}),
			fc.boolean(),
			(spikes, width, height, ascii) => {
				const rows = spikeRaster(
					{ticks: spikes.map(([tick]) => tick), places: spikes.map(([, place]) => place), nodes: 10},
					{from: 50, to: 249, width, height, look: ascii ? plain : look},
				);
				t.is(rows.length, height);
				for (const row of rows) t.is(widthOf(row), width);
				const drawn = spikes.some(([tick]) => tick >= 50 && tick <= 249);
				t.is(
					rows.some(row => row.trim() !== ''),
					drawn,
				);
			},
		),
	);
});
