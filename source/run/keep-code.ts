import {copyFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';

/** Copies a file of the user's code into the run; the name there. */
export async function keepCode(
	directory: string,
	file: string | undefined,
	prefix: string,
): Promise<string | undefined> {
	if (file === undefined) return undefined;
	if (dirname(file) === directory) return basename(file); // a resumed run has its copy
	const name = `${prefix}-${basename(file)}`;
	await copyFile(file, join(directory, name));
	return name;
}
