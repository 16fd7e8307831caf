import test from 'ava';
import fc from 'fast-check';
import {symbolsToIndices} from '../../source/connectome/symbols.ts';
import {golden} from '../base/golden.ts';

interface Inputs {
	readonly text: string;
	readonly N: number;
	readonly group_size: number;
	readonly max_symbols: number;
}

test('symbols-to-indices: every recorded case', t => {
	for (const {inputs, outputs} of golden<Inputs, {indices: number[]; reverse_map: Record<string, string>}>(
		'symbols-to-indices',
	)) {
		const {text, N, group_size: group, max_symbols: most} = inputs;
		const indices = symbolsToIndices(text, N, group, most);
		t.deepEqual(indices, outputs.indices, JSON.stringify(inputs));
		// The original's reverse map: the first symbol that reached a node.
		const symbols = [...new Set(text)].slice(0, most);
		const reverse: Record<string, string> = {};
		for (const [i, node] of indices.entries()) reverse[node] ??= symbols[Math.floor(i / group)] ?? '';
		t.deepEqual(reverse, outputs.reverse_map);
	}
});

test('every index is the formula in exact integers, whatever N', t => {
	const anyCodePoint = fc.integer({min: 0, max: 0x10ffff}).filter(point => point < 0xd800 || point > 0xdfff);
	fc.assert(
		fc.property(anyCodePoint, fc.integer({min: 1, max: 2 ** 40}), fc.integer({min: 0, max: 9}), (point, n, group) => {
			const found = symbolsToIndices(String.fromCodePoint(point), n, group);
			const base = (BigInt(point) * 1315423911n) % BigInt(n);
			const expected = Array.from({length: group}, (_, j) => Number((base + BigInt(j) * 2654435761n) % BigInt(n)));
			t.deepEqual(found, expected);
		}),
	);
});

test('a code point counts once, in first-seen order, and the 65th new one no more', t => {
	t.deepEqual(symbolsToIndices('abab', 1000), [...symbolsToIndices('a', 1000), ...symbolsToIndices('b', 1000)]);
	const many = String.fromCodePoint(...Array.from({length: 100}, (_, i) => 0x4e00 + i));
	t.is(symbolsToIndices(many, 1000).length, 4 * 64);
	t.is(symbolsToIndices(`${many}${many}`, 1000, 1, 70).length, 70);
	t.deepEqual(symbolsToIndices('abc', 1000, 4, 0), []);
});

test('astral code points are one symbol; a lone surrogate is one too', t => {
	t.is(symbolsToIndices('😀😀', 1000).length, 4);
	t.is(symbolsToIndices('\ud83d', 1000).length, 4);
	t.not(symbolsToIndices('😀', 1_000_003)[0], symbolsToIndices('😁', 1_000_003)[0]);
});

test('a single node takes everything', t => {
	t.deepEqual(symbolsToIndices('xy', 1), [0, 0, 0, 0, 0, 0, 0, 0]);
});
