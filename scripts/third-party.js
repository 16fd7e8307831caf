import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/** The licences of the packages whose files were bundled, as their terms ask, by the paths of all bundled files. */
export function thirdPartyLicences(root, paths) {
	const packages = new Set(paths.map(packageFolder).filter(Boolean));
	return [...packages]
		.sort()
		.map(folder => licence(join(root, folder)))
		.join(`\n\n${'-'.repeat(80)}\n\n`);
}

/** "node_modules/a/node_modules/@b/c" of "node_modules/a/node_modules/@b/c/lib/d.js". */
function packageFolder(path) {
	return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
}

function licence(folder) {
	const {name, version, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
	const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : license;
	return `${name} ${version}\n\n${text}`;
}
