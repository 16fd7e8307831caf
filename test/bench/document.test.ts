import {readFileSync} from 'node:fs';
import test from 'ava';
import {withFigures} from '../../scripts/performance-tables.ts';
import {root} from '../program.ts';
import {sampleReport} from './_report.ts';

const document = readFileSync(`${root}/docs/performance.md`, 'utf8');

test('the figures of a benchmark take the place of those that docs/performance.md has', t => {
	const written = withFigures(document, sampleReport);
	t.true(written.includes('| wasm | 2 | 0.400 | 0.800 |'));
	t.true(written.includes('| everything on | 1,000,000 | 12 ticks/s | 300 ticks | MISSED: at least 30 |'));
	t.true(written.includes('| C, rows | 2 | 1.000 | 1.0000 |'));
	t.is(withFigures(written, sampleReport), written);
	t.is(written.split('## ').length, document.split('## ').length);
});

test('a document without a place for them is refused', t => {
	t.throws(() => withFigures('# Performance\n', sampleReport), {message: /has no/});
});

test('docs/performance.md tells every field of the report', t => {
	const fields = (value: unknown): string[] => {
		if (Array.isArray(value)) return value.flatMap(fields);
		if (typeof value !== 'object' || value === null) return [];
		return Object.entries(value).flatMap(([name, below]) => [name, ...fields(below)]);
	};
	const cacheNames = Object.keys(sampleReport.machine.caches);
	for (const name of new Set(fields(sampleReport).filter(each => !cacheNames.includes(each))))
		t.true(document.includes(`\`${name}\``), name);
});
