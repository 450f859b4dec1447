// Paths relative to the owning folder, with `/`. The folder itself is the empty path.

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** A folder and those around it, up to the owning folder. */
export function foldersUp(folder: string): readonly string[] {
  return folder === "" ? [""] : [folder, ...foldersUp(folderOf(folder))];
}

export function isInside(folder: string, path: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}

/** A path inside a folder, as it is written there. */
export function within(folder: string, path: string): string {
  return folder === "" ? path : path.slice(folder.length + 1);
}
