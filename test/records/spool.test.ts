import test from 'ava';
import fc from 'fast-check';
import {openGrowing} from '../../source/records/growing-file.ts';
import {wholeLines} from '../../source/records/json-lines-files.ts';
import {lineRows} from '../../source/records/row-format.ts';
import {createSpool} from '../../source/records/spool.ts';
import {failure} from './scratch.ts';
import {type SmallFile, smallFile} from './small-file.ts';

const line = (n: number) => `{"n":${n},"text":"${'x'.repeat(n % 23)}"}\n`;
const opened = (file: SmallFile) => openGrowing('a', wholeLines, file.open);

type Step =
	| {readonly do: 'add'; readonly count: number}
	| {readonly do: 'full'; readonly code: 'ENOSPC' | 'EDQUOT'; readonly taken: number}
	| {readonly do: 'stale' | 'write' | 'sync' | 'lost'};

const step: fc.Arbitrary<Step> = fc.oneof(
	fc.record({do: fc.constant('add' as const), count: fc.integer({min: 1, max: 6})}),
	fc.record({do: fc.constant('full' as const), code: fc.constantFrom('ENOSPC', 'EDQUOT'), taken: fc.nat(90)}),
	fc.record({do: fc.constantFrom('stale' as const, 'write' as const, 'sync' as const, 'lost' as const)}),
);

test('whatever fails, and however much of a write the disk takes, each row is in the file once, in order and whole', async t => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, {maxLength: 40}), async steps => {
			const file = smallFile();
			const spool = createSpool(await opened(file), lineRows);
			let rows = 0;
			let expected = '';
			/** After a sync that failed, what lies behind the synced part is not known until it was written again. */
			let certain = true;
			const attempt = async (action: () => Promise<void>) => {
				try {
					await action();
					return true;
				} catch {
					return false;
				}
			};
			for (const each of steps) {
				if (each.do === 'add') {
					for (let i = 0; i < each.count; i++) {
						spool.add(Buffer.from(line(rows)));
						expected += line(rows++);
					}
				} else if (each.do === 'full') file.writes.push({code: each.code, taken: each.taken});
				else if (each.do === 'stale') file.goStale();
				else if (each.do === 'lost') {
					file.syncs.push({code: 'EDQUOT'});
					if (!(await attempt(spool.sync))) file.loseUnsynced();
					certain = false;
				} else if (await attempt(spool[each.do])) certain ||= each.do === 'sync' && spool.bytes === 0;
				const text = file.bytes().toString();
				if (!certain) continue;
				t.true(expected.startsWith(text), 'no row is torn, lost or doubled');
				t.true(text === '' || text.endsWith('\n'), 'what did not fit was cut');
			}
			file.writes.length = 0;
			file.syncs.length = 0;
			for (let tries = 0; tries < 3; tries++) if (await attempt(spool.write)) break;
			t.true((await attempt(spool.sync)) || ((await attempt(spool.write)) && (await attempt(spool.sync))));
			t.is(file.bytes().toString(), expected);
			t.is(spool.bytes, 0);
			t.is(spool.rows, 0);
		}),
		{numRuns: 300},
	);
});

test('what waited is counted from the first failure on', async t => {
	const file = smallFile();
	const spool = createSpool(await opened(file), lineRows);
	spool.add(Buffer.from(line(1) + line(2)));
	file.writes.push({code: 'ENOSPC', taken: line(1).length + 3});
	await failure(t, spool.write);
	t.is(file.bytes().toString(), line(1));
	t.is(spool.rows, 1);
	spool.add(Buffer.from(line(3)));
	await spool.write();
	t.deepEqual(spool.taken(), {rows: 2, bytes: line(2).length + line(3).length, dropped: 0});
	t.deepEqual(spool.taken(), {rows: 0, bytes: 0, dropped: 0});
});

test('rows that may be left out are thinned, counted, and none that may be in the file', async t => {
	const file = smallFile();
	const spool = createSpool(await opened(file), lineRows, {thins: true, most: 200});
	spool.add(Buffer.from(line(0)));
	await spool.write();
	file.syncs.push({code: 'ESTALE'});
	await failure(t, spool.sync);
	for (let n = 1; n <= 64; n++) spool.add(Buffer.from(line(n)));
	file.writes.push({code: 'EDQUOT'});
	await failure(t, spool.write);
	t.true(spool.bytes <= 200 + line(0).length);
	await spool.write();
	const kept = file
		.bytes()
		.toString()
		.trim()
		.split('\n')
		.map(text => (JSON.parse(text) as {n: number}).n);
	t.is(kept[0], 0);
	const {rows, dropped} = spool.taken();
	t.is(rows, 65);
	t.is(kept.length, 65 - dropped);
	t.true(dropped > 32);
	t.deepEqual(
		kept,
		[...new Set(kept)].sort((a, b) => a - b),
	);
});

test('a file that was shortened while its server was away is not gone on with', async t => {
	const file = smallFile();
	const spool = createSpool(await opened(file), lineRows);
	spool.add(Buffer.from(line(1)));
	await spool.write();
	await spool.sync();
	file.goStale();
	spool.add(Buffer.from(line(2)));
	t.is((await failure(t, spool.write)).code, 'disk-stale');
	file.shorten(3);
	t.is((await failure(t, spool.write)).code, 'log-cut');
});
