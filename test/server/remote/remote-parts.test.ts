import test from 'ava';
import type {GraphPart} from '../../../source/run/graph-part.ts';
import {createRemoteParts} from '../../../source/server/remote/remote-parts.ts';
import {headSchema} from '../../../source/server/schemas.ts';
import {encodePart} from '../../../source/server/stream-field.ts';
import {decodeMessage} from '../../../source/server/wire.ts';

const look = {x: 0.5, y: 0.5, zoom: 1, columns: 2, rows: 1};

const partAt = (zoom: number): GraphPart => ({
	look: {...look, zoom},
	dense: true,
	shown: 9,
	counts: Int32Array.of(4, 5),
	dots: Uint8Array.of(1, 2),
	nodes: Int32Array.of(3, 8),
	x: Float32Array.of(0.1, 0.6),
	y: Float32Array.of(0.5, 0.5),
	degrees: Float32Array.of(1, 2),
	degreeRange: [1, 2],
	from: new Int32Array(0),
	to: new Int32Array(0),
	edgeShare: 0,
});

test('windows that were passed over are not asked for, and the last one is', t => {
	const said: {zoom: number; watched: number[]}[] = [];
	const parts = createRemoteParts(false, {
		say: text => void said.push(JSON.parse(text)),
		nodes: () => Promise.resolve([]),
	});
	const come = (zoom: number) => {
		const {head, field} = decodeMessage(encodePart(partAt(zoom), Float32Array.of(0.25, 0.5)));
		const parsed = headSchema.parse(head);
		if (parsed.type === 'part') parts.takePart(parsed, field);
	};
	let arrived = 0;
	parts.onArrival(() => arrived++);
	const zooms = () => said.map(({zoom}) => zoom);
	for (const zoom of [1, 2, 3, 4]) parts.look({...look, zoom}, []);
	t.deepEqual(zooms(), [1]);
	come(1);
	t.deepEqual(zooms(), [1, 4]);
	t.is(parts.shown().part?.look.zoom, 1);
	come(4);
	t.deepEqual([...parts.shown().field], [0.25, 0.5]);
	parts.look({...look, zoom: 4}, [8]);
	parts.look({...look, zoom: 4}, [8, 3]);
	t.deepEqual(zooms(), [1, 4, 4, 4], 'for nodes alone no part has to come');
	parts.takeValues(Float32Array.of(1, 2, 7), [8]);
	parts.takeValues(Float32Array.of(1, 2, 7), [8, 3]); // of another part: it has other numbers
	t.deepEqual([...parts.shown().field], [1, 2]);
	t.deepEqual(parts.shown().watched?.nodes, [8]);
	t.is(arrived, 3);
	parts.again();
	t.deepEqual(said.at(-1), {...look, zoom: 4, watched: [8, 3]}, 'on a new connection it is said again');
	come(4);
	parts.look({...look, columns: 5000, rows: 0}, []);
	t.like(said.at(-1), {columns: 1000, rows: 1}, 'a run refuses more');
});
