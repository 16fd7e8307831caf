import {existsSync, readFileSync, statSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import test from 'ava';
import {root} from '../e2e/program.ts';
import {pages, prose} from './pages.ts';

/** The anchor that a heading gets on code-hosting sites. */
const anchorOf = (heading: string): string =>
	heading
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N} _-]/gu, '')
		.replaceAll(' ', '-');

const anchorsOf = (text: string): readonly string[] =>
	[...prose(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

for (const {path, text} of pages) {
	test(`${path}: its links lead somewhere`, t => {
		const links = [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
		for (const link of links.filter(each => !each.startsWith('https://'))) {
			const [file = '', anchor] = link.split('#');
			const target = file === '' ? path : normalize(join(dirname(path), file));
			t.true(existsSync(join(root, target)), link);
			if (anchor === undefined) continue;
			t.true(anchorsOf(readFileSync(join(root, target), 'utf8')).includes(anchor), link);
		}
		t.pass();
	});

	test(`${path}: the files it names are there`, t => {
		const named = /(?<![\w./-])(?:source|fixtures|docs|scripts|test)\/[\w./-]+\.(?:tsx?|mjs|js|md|sh|csv|png)/g;
		for (const [file] of text.matchAll(named)) {
			// The model that CONTRIBUTING adds as an example.
			if (!file.includes('/logistic/')) t.true(existsSync(join(root, file)), file);
		}
		t.pass();
	});
}

test('the picture of the screen stands within the first lines, and is of a size to load', t => {
	const readme = readFileSync(join(root, 'README.md'), 'utf8').split('\n');
	t.true(readme.findIndex(line => line.includes('](docs/screen.png)')) < 12);
	t.true(statSync(join(root, 'docs/screen.png')).size < 400_000);
});
