import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../e2e/program.ts';

/** A document of the repository: its path from the root, and its text. */
export interface Page {
	readonly path: string;
	readonly text: string;
}

/** Every Markdown page that people are led to. */
export const pages: readonly Page[] = [
	'README.md',
	'CONTRIBUTING.md',
	'CHANGELOG.md',
	...readdirSync(join(root, 'docs'))
		.filter(name => name.endsWith('.md'))
		.map(name => `docs/${name}`),
].map(path => ({path, text: readFileSync(join(root, path), 'utf8')}));

/** The page of that path. */
export function page(path: string): Page {
	const found = pages.find(each => each.path === path);
	if (found) return found;
	throw new Error(`${path} is no page`);
}

/** A page without its blocks of code. */
export const prose = (text: string): string => text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '');
