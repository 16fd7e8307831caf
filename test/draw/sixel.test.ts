import test from 'ava';
import fc from 'fast-check';
import {fewColours} from '../../source/draw/few-colours.ts';
import {sixelPicture} from '../../source/draw/sixel.ts';
import {decodeSixel} from './sixel.ts';

const percent = (value: number) => Math.round((value * 100) / 255);

test('a picture of a few colours comes out as it went in', t => {
	const some = [
		[0, 0, 0],
		[255, 0, 0],
		[0, 255, 128],
		[12, 34, 56],
	];
	fc.assert(
		fc.property(fc.integer({min: 1, max: 30}), fc.integer({min: 1, max: 20}), fc.nat(1000), (width, height, seed) => {
			const chosen = Array.from({length: width * height}, (_, i) => some[(((i + seed) ** 2) >> 2) % some.length] ?? []);
			const pixels = Uint8Array.from(chosen.flatMap(colour => [...colour, 255]));
			const decoded = decodeSixel(sixelPicture(pixels, {width, height}));
			t.deepEqual([decoded.width, decoded.height], [width, height]);
			t.deepEqual([...decoded.pixels], chosen.flat().map(percent));
		}),
	);
});

test('what lets the background through is on black', t => {
	const {pixels} = decodeSixel(sixelPicture(Uint8Array.of(200, 100, 50, 0, 200, 100, 50, 128), {width: 2, height: 1}));
	t.deepEqual([...pixels], [0, 0, 0, percent(100), percent(50), percent(25)]);
});

test('a picture of all colours keeps to 256 of them, each near the one that it stands for', t => {
	const side = 128;
	const pixels = new Uint8Array(4 * side * side);
	for (let i = 0; i < side * side; i++)
		pixels.set([(i % side) * 2, Math.floor(i / side) * 2, (i * 7) % 256, 255], 4 * i);
	const {palette, index} = fewColours(pixels, 256);
	t.is(palette.length, 3 * 256);
	let worst = 0;
	let sum = 0;
	for (let i = 0; i < index.length; i++)
		for (let part = 0; part < 3; part++) {
			const away = Math.abs(palette[3 * index[i]! + part]! - pixels[4 * i + part]!);
			worst = Math.max(worst, away);
			sum += away;
		}
	t.true(worst <= 64, `${worst}`);
	t.true(sum / (3 * index.length) < 16, `${sum / (3 * index.length)}`);
	t.notThrows(() => decodeSixel(sixelPicture(pixels, {width: side, height: side})));
});

test('runs of the same are counted, so that an empty picture is small', t => {
	const pixels = new Uint8Array(4 * 1000 * 600).fill(255);
	t.true(sixelPicture(pixels, {width: 1000, height: 600}).length < 1200);
});
