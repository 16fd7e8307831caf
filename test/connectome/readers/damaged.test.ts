import {readFileSync} from 'node:fs';
import test from 'ava';
import fc from 'fast-check';
import {ConnectopError} from '../../../source/base/errors.ts';
import {readGraph} from '../../../source/connectome/readers/read-graph.ts';

/** Reads; true when it worked, false when the file was refused in one line of text. Anything else is thrown on. */
function readOrRefuse(bytes: Uint8Array, name: string): boolean {
	try {
		const table = readGraph(bytes, name, {memory: {bytes: 1e8, whence: '--memory'}});
		const whole = table.source.every(
			(j, e) => j < table.n && (table.target[e] ?? table.n) < table.n && Number.isFinite(table.weight[e]),
		);
		if (!whole) throw new RangeError(`${name} gave an edge to nowhere or without a weight`);
		return true;
	} catch (error) {
		if (
			error instanceof ConnectopError &&
			error.kind === 'invalid' &&
			error.code.startsWith('graph-') &&
			!/\p{Cc}/u.test(error.message)
		)
			return false;
		throw error;
	}
}

const names = ['worm-excerpt.csv', 'triangle.graphml', 'triangle.gexf', 'ring4.mtx'];

for (const name of names) {
	const whole = readFileSync(new URL(`../../../fixtures/graphs/${name}`, import.meta.url));

	test(`${name}, damaged anywhere, is read or refused in one line`, t => {
		const damage = fc.array(fc.record({at: fc.nat(whole.length - 1), byte: fc.nat(255)}), {minLength: 1, maxLength: 4});
		const property = fc.property(damage, changes => {
			const bytes = Uint8Array.from(whole);
			for (const {at, byte} of changes) bytes[at] = byte;
			readOrRefuse(bytes, name);
		});
		t.notThrows(() => fc.assert(property, {numRuns: 400}));
	});

	test(`${name}, cut anywhere, is read or refused in one line`, t => {
		for (let length = 0; length < whole.length; length++)
			t.notThrows(() => readOrRefuse(whole.subarray(0, length), name));
	});
}

test('XML and Matrix Market that are cut are always refused', t => {
	for (const name of names.slice(1)) {
		const text = readFileSync(new URL(`../../../fixtures/graphs/${name}`, import.meta.url), 'utf8').trimEnd();
		const lines = text.split('\n');
		for (let length = 0; length < lines.length; length++) {
			t.false(
				readOrRefuse(new TextEncoder().encode(lines.slice(0, length).join('\n')), name),
				`${name}, ${length} lines`,
			);
		}
	}
});

test('any bytes under any name are read or refused in one line', t => {
	const property = fc.property(
		fc.uint8Array({maxLength: 60}),
		fc.constantFrom('a.csv', 'a.tsv', 'a.txt', 'a.mtx', 'a.graphml', 'a.gexf'),
		(bytes, name) => {
			readOrRefuse(bytes, name);
		},
	);
	t.notThrows(() => fc.assert(property, {numRuns: 2000}));
});
