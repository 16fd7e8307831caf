import process from 'node:process';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import test from 'ava';
import {createMap} from '../../source/draw/braille-map.ts';
import {wholeGraph} from '../../source/draw/graph-window.ts';
import {meansOf, rasterOf, sampleOf} from '../../source/draw/raster.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {someNodes} from './some-nodes.ts';

test('1,000 frames of 200,000 nodes leave nothing behind and take no buffers', t => {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const [width, height] = [60, 30];
	const places = someNodes(200_000);
	const raster = rasterOf(places, wholeGraph, width, height);
	const sample = sampleOf(places, wholeGraph, raster, 36);
	const means = new Float32Array(width * height);
	const none = {nodes: new Int32Array(0), from: new Int32Array(0), to: new Int32Array(0)};
	const look = {...wholeGraph, columns: width, rows: height};
	const map = createMap({...raster, ...places, ...none, look, dense: true, edgeShare: 0});
	const options = {width, height, look: createTheme('braille', 2), shown: [0, 1], threshold: 0.1} as const;
	const field = new Float32Array(200_000);
	const frames = (from: number, to: number) => {
		const {arrayBuffers} = process.memoryUsage();
		for (let frame = from; frame < to; frame++) {
			for (let i = 0; i < field.length; i += 97) field[i] = Math.abs(Math.sin(frame + i));
			meansOf(field, sample, means);
			map.render(means, options);
		}
		const grown = process.memoryUsage().arrayBuffers - arrayBuffers;
		collect();
		return {heap: process.memoryUsage().heapUsed, grown};
	};
	const before = frames(0, 100).heap;
	const {heap, grown} = frames(100, 1100);
	t.true(heap - before < 1_000_000, `grew by ${heap - before} bytes`);
	t.true(grown <= 0, `${grown} bytes of buffers`);
});
