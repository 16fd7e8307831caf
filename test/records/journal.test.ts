import {appendFileSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {crc32} from 'node:zlib';
import test from 'ava';
import fc from 'fast-check';
import {chainLine, openJournal, readJournal} from '../../source/records/journal.ts';
import {all, fail, failure, scratch} from './scratch.ts';

const entriesOf = (path: string) => all(readJournal(path));
const row = fc.record({
	kind: fc.string({unit: 'binary', maxLength: 8}),
	at: fc.nat(),
	args: fc.jsonValue({maxDepth: 1}),
});
const rows = fc.array(row, {minLength: 1, maxLength: 8});

function linesOf(values: readonly object[]): string[] {
	let crc = 0;
	return values.map(value => {
		const line = chainLine(value, crc);
		crc = line.crc;
		return line.text;
	});
}

test('a line is JSON with its CRC as last member, which goes on from the line before', t => {
	const [first = '', second = ''] = linesOf([{kind: 'header'}, {kind: 'end', tick: 3}]);
	const before = crc32('{"kind":"header"');
	t.is(first, `{"kind":"header","crc":"${before.toString(16).padStart(8, '0')}"}`);
	const crc = crc32('{"kind":"end","tick":3', before).toString(16).padStart(8, '0');
	t.deepEqual(JSON.parse(second), {kind: 'end', tick: 3, crc});
});

test('a journal is written over several openings and its chain holds', async t => {
	const folder = scratch(t);
	let n = 0;
	await fc.assert(
		fc.asyncProperty(rows, rows, async (first, second) => {
			const path = join(folder, `${n++}.jsonl`);
			for (const [part, before] of [
				[first, 0],
				[second, first.length],
			] as const) {
				const journal = await openJournal(path, {onError: fail});
				t.is(journal.rows, before);
				for (const each of part) journal.append(each);
				await journal.close();
			}
			const found = (await entriesOf(path)).map(entry => {
				const {crc: _, ...rest} = entry.row;
				return rest;
			});
			t.deepEqual(found, JSON.parse(JSON.stringify([...first, ...second])));
		}),
		{numRuns: 15},
	);
});

test('whatever bit is flipped, the chain breaks at that line or the next', async t => {
	const path = join(scratch(t), 'journal.jsonl');
	await fc.assert(
		fc.asyncProperty(rows, fc.nat(), fc.nat(7), async (values, place, bit) => {
			const bytes = Buffer.from(`${linesOf(values).join('\n')}\n`);
			const at = place % (bytes.length - 1); // the last newline is what tells a whole line from a torn one
			const line = bytes.subarray(0, at).filter(byte => byte === 10).length + 1;
			bytes[at]! ^= 1 << bit;
			writeFileSync(path, bytes);
			const {kind, code, message} = await failure(t, () => entriesOf(path));
			t.is(kind, 'unverified');
			t.is(code, 'journal-broken');
			t.regex(message, new RegExp(`:(${line}|${line + 1}): `));
		}),
	);
});

test('a line that was lost, moved, doubled or put in breaks the chain at its place', async t => {
	const path = join(scratch(t), 'journal.jsonl');
	const lines = linesOf(Array.from({length: 5}, (_, tick) => ({kind: 'command', tick})));
	const [one = '', two = '', three = ''] = lines;
	const changes: readonly (readonly [string[], number])[] = [
		[lines.toSpliced(2, 1), 3],
		[lines.toSpliced(0, 1), 1],
		[lines.toSpliced(1, 2, three, two), 2],
		[lines.toSpliced(1, 0, one), 2],
		[lines.toSpliced(3, 0, '{"kind":"command","tick":9}'), 4],
		[lines.toSpliced(3, 0, ''), 4],
	];
	for (const [changed, line] of changes) {
		writeFileSync(path, `${changed.join('\n')}\n`);
		const {message} = await failure(t, () => entriesOf(path));
		t.true(message.startsWith(`${path}:${line}: `), message);
	}
});

test('a torn last line is cut, reported, and the chain goes on from the last good line', async t => {
	const path = join(scratch(t), 'journal.jsonl');
	const [first = '', second = ''] = linesOf([{kind: 'header'}, {kind: 'command', tick: 4}]);
	for (const torn of [second.slice(0, 10), second, '\0\0\0\0', '{']) {
		writeFileSync(path, `${first}\n`);
		appendFileSync(path, torn);
		t.is((await entriesOf(path)).length, 1, 'a reader leaves it out');
		const journal = await openJournal(path, {onError: fail});
		t.is(journal.cut, torn.length);
		t.is(journal.rows, 1);
		journal.append({kind: 'command', tick: 4});
		await journal.close();
		t.is(readFileSync(path, 'utf8'), `${first}\n${second}\n`);
	}
});

test('a broken journal is not gone on with', async t => {
	const path = join(scratch(t), 'journal.jsonl');
	const text = `${linesOf([{kind: 'header'}]).join('\n')}\n{"kind":"end"}\n`;
	writeFileSync(path, text);
	t.is((await failure(t, () => openJournal(path, {onError: fail}))).code, 'journal-broken');
	t.is(readFileSync(path, 'utf8'), text);
});
