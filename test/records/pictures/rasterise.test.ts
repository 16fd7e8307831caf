import {inflateSync} from 'node:zlib';
import test from 'ava';
import {connectomeSvg} from '../../../source/records/pictures/connectome.ts';
import {dashboardSvg} from '../../../source/records/pictures/dashboard.ts';
import {type Raster, rasteriser} from '../../../source/records/pictures/rasterise.ts';
import {graphOf, momentOf} from './_graphs.ts';
import {pngSize} from './_png.ts';
import {samples} from './_samples.ts';

const rasterise = await rasteriser();

/** Pixels of exactly that colour. */
function pixelsOf(raster: Raster, [red, green, blue]: readonly [number, number, number]): number {
	const pixels = raster.pixels();
	let found = 0;
	for (let i = 0; i < pixels.length; i += 4)
		if (pixels[i] === red && pixels[i + 1] === green && pixels[i + 2] === blue) found++;
	return found;
}

test('a dashboard becomes a PNG of its size with its lines in it', t => {
	const raster = rasterise(dashboardSvg(samples(200)));
	const png = raster.png();
	t.deepEqual(pngSize(png), {width: 1600, height: 1000});
	t.true(pixelsOf(raster, [0x00, 0x72, 0xb2]) > 3000, 'the lines’ blue');
	t.true(pixelsOf(raster, [255, 255, 255]) > 1_000_000, 'white paper');
});

test('the PNG’s data is whole: one filter byte and four channels a pixel in each row', t => {
	const png = rasterise(dashboardSvg(samples(3))).png();
	const view = Buffer.from(png);
	const parts: Buffer[] = [];
	for (let at = 8; at < view.length; at += 12 + view.readUInt32BE(at)) {
		if (view.toString('latin1', at + 4, at + 8) === 'IDAT')
			parts.push(view.subarray(at + 8, at + 8 + view.readUInt32BE(at)));
	}
	t.is(inflateSync(Buffer.concat(parts)).length, 1000 * (1 + 4 * 1600));
});

test('text is drawn: a title blackens its corner', t => {
	const [titled, untitled] = ['MMMMMMMM', ''].map(title => rasterise(dashboardSvg({...samples(3), title})));
	t.true(pixelsOf(titled!, [0x1a, 0x1d, 0x21]) > pixelsOf(untitled!, [0x1a, 0x1d, 0x21]) + 1000);
});

test('a connectome shows its nodes in the colours of the scale', t => {
	const graph = graphOf(9, [[0, 1, 1]], false);
	const raster = rasterise(connectomeSvg(momentOf(graph, new Float32Array(9).fill(0.6))));
	t.deepEqual(pngSize(raster.png()), {width: 1400, height: 1400});
	const [, , right] = [0, 1, 2].map(i => Math.round(130 + 1140 * graph.x[i + 4]!));
	const at = 4 * (1400 * Math.round(150 + 1140 * graph.y[6]!) + right!);
	const [red = 255, green = 255, blue = 255] = raster.pixels().subarray(at, at + 3);
	t.true(
		red < 0x60 && green < 0x20 && blue > 0x40 && blue < 0x80,
		`dark violet at node 6, found ${red} ${green} ${blue}`,
	);
});

test('a missing library is one clear error', async t => {
	const error = await t.throwsAsync(
		rasteriser(() => Promise.reject(new Error("Cannot find module '@resvg/resvg-js-linux-x64-gnu'\nRequire stack: …"))),
	);
	t.like(error, {name: 'ConnectopError', code: 'picture-library'});
	t.regex(
		error.message,
		/^pictures need @resvg\/resvg-js for \S+-\S+, which does not load \(Cannot find module '@resvg\/resvg-js-linux-x64-gnu'\); reinstall/,
	);
	t.false(error.message.includes('\n'));
});
