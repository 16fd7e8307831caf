import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {writeFileAtomic} from '../records/files.ts';

/** What an earlier run put before the name of the file. */
const kept = /^(?:model|equations)-[\da-f]{12}-/;

/**
Copies a file of the user's code into the run; the name there. The name holds the start of the content's SHA-256: a run that goes on with other
code keeps what it ran before.
*/
export async function keepCode(
	directory: string,
	file: string | undefined,
	kind: 'model' | 'equations',
): Promise<string | undefined> {
	if (file === undefined) return undefined;
	if (dirname(file) === directory) return basename(file); // a resumed run has its copy
	const content = await readFile(file);
	const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
	const name = `${kind}-${hash}-${basename(file).replace(kept, '')}`;
	await writeFileAtomic(join(directory, name), [content]);
	return name;
}
