import test from 'ava';
import {cellsOf, iterm2Picture, kittyPicture, pngSize} from '../../source/draw/inline-picture.ts';

const bytes = Uint8Array.from({length: 10_000}, (_, i) => (i * i) % 251);
const base64 = (data: Uint8Array) => Buffer.from(data).toString('base64');
const cells = {width: 80, height: 20};

test('kitty gets a file in pieces of 4096 letters, whole when it is put together', t => {
	const all = kittyPicture(base64(bytes), cells);
	const pieces = [...all.matchAll(/\u001B_G([^;]*);([^\u001B]*)\u001B\\/g)];
	t.is(pieces.map(([piece]) => piece).join(''), all, 'nothing stands between them');
	t.deepEqual(
		pieces.map(([, keys]) => keys),
		['a=T,f=100,q=2,c=80,r=20,m=1', 'q=2,m=1', 'q=2,m=1', 'q=2,m=0'],
	);
	t.true(pieces.every(([, , text = '']) => text.length <= 4096));
	t.deepEqual(new Uint8Array(Buffer.from(pieces.map(([, , text]) => text).join(''), 'base64')), bytes);
	t.regex(kittyPicture(base64(bytes.subarray(0, 3)), cells), /^\u001B_Ga=T,f=100,q=2,c=80,r=20,m=0;\S{4}\u001B\\$/);
});

test('iTerm2 gets a file at once', t => {
	const [, options, text = ''] =
		/^\u001B\]1337;File=([^:]*):(.*)\u0007$/.exec(iterm2Picture(base64(bytes), bytes.length, cells)) ?? [];
	t.is(options, 'inline=1;size=10000;width=80;height=20;preserveAspectRatio=1');
	t.deepEqual(new Uint8Array(Buffer.from(text, 'base64')), bytes);
});

test('a picture is as large as the room lets it, in its shape', t => {
	const cell = {width: 8, height: 16};
	t.deepEqual(cellsOf({width: 1400, height: 1000}, {width: 100, height: 200}, cell), {width: 100, height: 36});
	t.deepEqual(cellsOf({width: 1400, height: 1000}, {width: 200, height: 20}, cell), {width: 56, height: 20});
	t.deepEqual(cellsOf({width: 10_000, height: 1}, {width: 40, height: 10}, cell), {width: 40, height: 1});
	t.deepEqual(cellsOf({width: 8, height: 16}, {width: 3, height: 3}, cell), {width: 3, height: 3});
});

test('a PNG file says its size', t => {
	const png = Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAC0lEQVR4nGNgQAYAAA4AAamRc7EAAAAASUVORK5CYII=',
		'base64',
	);
	t.deepEqual(pngSize(png), {width: 3, height: 2});
	t.throws(() => pngSize(new Uint8Array(30)), {message: 'is no PNG file'});
	t.throws(() => pngSize(new Uint8Array(3)), {message: 'is no PNG file'});
});
