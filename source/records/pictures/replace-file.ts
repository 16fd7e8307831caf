import {open, rename, rm} from 'node:fs/promises';
import {ConnectopError, messageOf} from '../../base/errors.ts';

/**
Writes a file under another name in the same folder and renames it, so that the file is at any time the old or the new one, and whole.
Throws ConnectopError `picture-failed` when it cannot be written; the old file stays.
*/
export async function replaceFile(file: string, content: Uint8Array): Promise<void> {
	try {
		await writeAndRename(`${file}.tmp`, file, content);
	} catch (error) {
		throw new ConnectopError('failed', 'picture-failed', `cannot write ${file}: ${messageOf(error)}`, {cause: error});
	}
}

async function writeAndRename(draft: string, file: string, content: Uint8Array): Promise<void> {
	const handle = await open(draft, 'w');
	try {
		try {
			await handle.writeFile(content);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(draft, file);
	} catch (error) {
		await rm(draft, {force: true});
		throw error;
	}
}
