/**
`npm run docs`: writes the tables of keys, options and parameters into the documents, from the lists that the program itself uses.
*/
import {readFileSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {documents, withTables} from './doc-tables.ts';

for (const name of documents) {
	const path = fileURLToPath(new URL(`../${name}`, import.meta.url));
	const before = readFileSync(path, 'utf8');
	const after = withTables(before);
	if (after !== before) writeFileSync(path, after);
	process.stdout.write(`${name}: ${after === before ? 'as it was' : 'tables written'}\n`);
}
