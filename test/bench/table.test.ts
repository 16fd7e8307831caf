import test from 'ava';
import {benchTable} from '../../source/bench/table.ts';
import {sampleReport} from './_report.ts';

const lines = benchTable(sampleReport).split('\n');
const line = (start: string): string => lines.find(each => each.startsWith(start)) ?? '';

test('the table names the machine and the load that was there', t => {
	t.is(line('Sample'), 'Sample & Sons, 4 cores of which 2 may be used, L1d 48 KiB, L3 32 MiB');
	t.is(
		line('memory'),
		'memory 16 GiB, 8 GiB free; Linux 6.1 x86_64; Node.js v24.0.0, V8 13.6; load 0.3 before, 2.5 after',
	);
});

test('each size has a heading and a row for everyone, under the right columns', t => {
	const at = lines.findIndex(each => each.startsWith('100,000 nodes, 1,300,000 directed edges'));
	const [heads = '', wasm = ''] = lines.slice(at + 1, at + 3);
	const under = (title: string) =>
		wasm
			.slice(0, heads.indexOf(title) + title.length)
			.split(' ')
			.at(-1);
	t.is(under('threads'), '2');
	t.is(under('ms/tick'), '0.400');
	t.is(under('p99'), '0.800');
	t.is(under('/C rows'), '0.80');
	t.is(under('ticks/s'), '2,500');
	t.is(under('real time'), '×250');
});

test('growth, figures and what was not measured are told', t => {
	t.regex(lines.find(each => /^wasm +2 thr\./.test(each)) ?? '', /N\^1\.000 {2}R² 1\.0000 {2}1,000 … 100,000$/);
	t.regex(line('--help'), /200 ms +9 runs +kept: at most 250$/);
	t.regex(line('everything on'), /12 ticks\/s +300 ticks +MISSED: at least 30$/);
	t.is(line('numba:'), "numba: python3 can't import numba");
	t.is(line('gpu'), 'gpu, 1 thread at 1,000 nodes: no display');
});
