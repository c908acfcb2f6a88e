//! A disk in memory that fails when it is told to and can be cut off from power.
//!
//! What was written is safe once it is synced, a name once its folder is; a power cut may leave any
//! subset of the unsynced names, and of unsynced bytes none, half, as many zeros, or all.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::TryLockError;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use danhuang::host::vfs::{Lock, Stat, Vfs, VfsFile};

/// A disk; clones are the same one.
#[derive(Clone, Debug, Default)]
pub(crate) struct MemoryDisk(Arc<Mutex<Memory>>);

/// Which operation fails, how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    /// Counted from 0.
    pub(crate) at: usize,
    pub(crate) errno: i32,
    /// Whether all that follow fail too.
    pub(crate) lasts: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Entry {
    File(usize),
    Folder,
}

type Names = BTreeMap<PathBuf, Entry>;

#[derive(Clone, Debug, Default)]
struct Node {
    now: Vec<u8>,
    safe: Vec<u8>,
    written: u128,
}

#[derive(Clone, Debug)]
enum NameChange {
    Set(PathBuf, Entry),
    Unset(PathBuf),
    Move(PathBuf, PathBuf, Entry),
}

#[derive(Clone, Debug, Default)]
struct Memory {
    nodes: Vec<Node>,
    names: Names,
    safe: Names,
    unsafe_names: Vec<NameChange>,
    n_operations: usize,
    fault: Option<Fault>,
    has_failed: bool,
    /// How many bytes fit on it, if that is limited.
    size: Option<usize>,
    /// Every state that a power cut could have left, with how much was acknowledged by then.
    cuts: Option<Vec<(usize, MemoryDisk)>>,
    n_acknowledged: usize,
}

impl NameChange {
    fn path(&self) -> &Path {
        match self {
            Self::Set(path, _) | Self::Unset(path) | Self::Move(_, path, _) => path,
        }
    }

    fn apply(&self, names: &mut Names) {
        match self {
            Self::Set(path, entry) => drop(names.insert(path.clone(), *entry)),
            Self::Unset(path) => drop(names.remove(path)),
            Self::Move(from, to, entry) => {
                names.remove(from);
                names.insert(to.clone(), *entry);
            }
        }
    }
}

/// No space left on the device.
const ENOSPC: i32 = 28;

impl Memory {
    /// How many bytes its files take up; those with two names do so once.
    fn n_bytes(&self) -> usize {
        let file = |entry: &Entry| match entry {
            Entry::File(node) => Some(*node),
            Entry::Folder => None,
        };
        let nodes: BTreeSet<usize> = self.names.values().filter_map(file).collect();
        nodes.into_iter().map(|node| self.nodes[node].now.len()).sum()
    }

    /// Counts an operation and lets it fail where it is to.
    fn step(&mut self) -> io::Result<()> {
        let number = self.n_operations;
        self.n_operations += 1;
        let fault =
            self.fault.filter(|fault| number == fault.at || fault.lasts && number > fault.at);
        self.has_failed |= fault.is_some();
        fault.map_or(Ok(()), |fault| Err(io::Error::from_raw_os_error(fault.errno)))
    }

    /// Carries out a change that the disk may put off.
    fn change(&mut self, change: NameChange) {
        change.apply(&mut self.names);
        self.unsafe_names.push(change);
        self.note_cuts();
    }

    fn note_cuts(&mut self) {
        if self.cuts.is_none() {
            return;
        }
        let states = self.states();
        let n_acknowledged = self.n_acknowledged;
        let cuts = self.cuts.get_or_insert_default();
        cuts.extend(states.into_iter().map(|state| (n_acknowledged, state)));
    }

    /// Every state that a power cut now may leave.
    fn states(&self) -> Vec<MemoryDisk> {
        assert!(self.unsafe_names.len() <= 12, "too many names wait: {:?}", self.unsafe_names);
        let mut states = Vec::new();
        for chosen in 0u32..1 << self.unsafe_names.len() {
            let mut names = self.safe.clone();
            for (index, change) in self.unsafe_names.iter().enumerate() {
                if chosen >> index & 1 == 1 {
                    change.apply(&mut names);
                }
            }
            self.with_names(&reachable(&names), &mut states);
        }
        states
    }

    /// The states with these names: unsynced bytes are all gone, half there, zeros or there.
    fn with_names(&self, names: &Names, states: &mut Vec<MemoryDisk>) {
        let is_unsafe = |entry: &Entry| match entry {
            Entry::File(node) => self.nodes[*node].now != self.nodes[*node].safe,
            Entry::Folder => false,
        };
        let kinds = if names.values().any(is_unsafe) { 4 } else { 1 };
        for kind in 0..kinds {
            let nodes = self.nodes.iter().map(|node| {
                let added = &node.now[node.safe.len()..];
                let left = match kind {
                    0 => node.safe.clone(),
                    1 => [&node.safe[..], &added[..added.len() / 2]].concat(),
                    2 => [&node.safe[..], &vec![0; added.len()]].concat(),
                    _ => node.now.clone(),
                };
                Node { now: left.clone(), safe: left, written: node.written }
            });
            let nodes = nodes.collect();
            let state =
                Self { nodes, names: names.clone(), safe: names.clone(), ..Self::default() };
            states.push(MemoryDisk(Arc::new(Mutex::new(state))));
        }
    }

    fn file(&self, path: &Path) -> io::Result<usize> {
        match self.names.get(path) {
            Some(Entry::File(node)) => Ok(*node),
            Some(Entry::Folder) => Err(ErrorKind::IsADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn has_folder(&self, folder: &Path) -> bool {
        folder == Path::new("/") || self.names.get(folder) == Some(&Entry::Folder)
    }
}

/// What can be reached by folders that are there.
fn reachable(names: &Names) -> Names {
    let is_there = |path: &Path| {
        path.ancestors()
            .skip(1)
            .all(|above| above == Path::new("/") || names.get(above) == Some(&Entry::Folder))
    };
    names
        .iter()
        .filter(|(path, _)| is_there(path))
        .map(|(path, entry)| (path.clone(), *entry))
        .collect()
}

impl MemoryDisk {
    /// A disk on which so many bytes fit.
    pub(crate) fn of_size(n_bytes: usize) -> Self {
        let disk = Self::default();
        disk.resize(Some(n_bytes));
        disk
    }

    /// Makes it larger or smaller, or as large as is wanted.
    pub(crate) fn resize(&self, n_bytes: Option<usize>) {
        self.memory().size = n_bytes;
    }

    pub(crate) fn failing(fault: Fault) -> Self {
        let disk = Self::default();
        disk.memory().fault = Some(fault);
        disk
    }

    /// A disk that remembers every state in which the power could have gone.
    pub(crate) fn cut_anywhere() -> Self {
        let disk = Self::default();
        disk.memory().cuts = Some(Vec::new());
        disk
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap()
    }

    pub(crate) fn acknowledge(&self) {
        let mut memory = self.memory();
        memory.n_acknowledged += 1;
        memory.note_cuts();
    }

    /// The states, each once.
    pub(crate) fn cuts(&self) -> Vec<(usize, Self)> {
        let cuts = self.memory().cuts.take().unwrap();
        let mut known = BTreeSet::new();
        cuts.into_iter()
            .filter(|(acknowledged, disk)| known.insert((*acknowledged, disk.contents())))
            .collect()
    }

    /// Every state that a power cut now may leave.
    pub(crate) fn states(&self) -> Vec<Self> {
        self.memory().states()
    }

    /// The files by name.
    pub(crate) fn contents(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let memory = self.memory();
        let bytes = |entry: &Entry| match entry {
            Entry::File(node) => memory.nodes[*node].now.clone(),
            Entry::Folder => Vec::new(),
        };
        memory.names.iter().map(|(path, entry)| (path.clone(), bytes(entry))).collect()
    }

    pub(crate) fn mend(&self) {
        self.memory().fault = None;
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.memory().has_failed
    }
}

struct Writing {
    disk: MemoryDisk,
    node: usize,
}

impl VfsFile for Writing {
    /// One that fails has written half.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut memory = self.disk.memory();
        let is_full = memory.size.is_some_and(|size| memory.n_bytes() + bytes.len() > size);
        let full = || io::Error::from_raw_os_error(ENOSPC);
        let done = memory.step().and_then(|()| if is_full { Err(full()) } else { Ok(()) });
        let written = if done.is_ok() { bytes } else { &bytes[..bytes.len() / 2] };
        memory.nodes[self.node].now.extend_from_slice(written);
        memory.note_cuts();
        done
    }

    /// One that fails has made nothing safe, nor will another on the same file.
    fn sync(&mut self) -> io::Result<()> {
        let mut memory = self.disk.memory();
        memory.step()?;
        let node = &mut memory.nodes[self.node];
        node.safe = node.now.clone();
        memory.note_cuts();
        Ok(())
    }
}

impl Vfs for MemoryDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut memory = self.memory();
        memory.step()?;
        let node = memory.file(path)?;
        Ok(memory.nodes[node].now.clone())
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let mut memory = self.memory();
        memory.step()?;
        if memory.has_folder(path) {
            return Ok(Stat { is_folder: true, ..Stat::default() });
        }
        let number = memory.file(path)?;
        let Node { now, written, .. } = &memory.nodes[number];
        let (n_bytes, modified_nanos) = (now.len() as u64, *written);
        Ok(Stat { is_folder: false, n_bytes, modified_nanos, number: number as u64 })
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let mut memory = self.memory();
        memory.step()?;
        if !memory.has_folder(folder) {
            return Err(ErrorKind::NotFound.into());
        }
        let inside = memory.names.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.filter_map(|path| path.file_name()).map(OsString::from).collect())
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn VfsFile>> {
        let mut memory = self.memory();
        memory.step()?;
        if !memory.has_folder(path.parent().unwrap()) {
            return Err(ErrorKind::NotFound.into());
        }
        if memory.names.contains_key(path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let node = memory.nodes.len();
        let written = memory.n_operations as u128;
        memory.nodes.push(Node { written, ..Node::default() });
        memory.change(NameChange::Set(path.to_path_buf(), Entry::File(node)));
        Ok(Box::new(Writing { disk: self.clone(), node }))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn VfsFile>> {
        if !self.memory().names.contains_key(path) {
            return self.create(path);
        }
        let mut memory = self.memory();
        memory.step()?;
        let node = memory.file(path)?;
        Ok(Box::new(Writing { disk: self.clone(), node }))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut memory = self.memory();
        memory.step()?;
        let entry = Entry::File(memory.file(from)?);
        if memory.names.contains_key(to) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        memory.change(NameChange::Set(to.to_path_buf(), entry));
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut memory = self.memory();
        memory.step()?;
        let entry = Entry::File(memory.file(from)?);
        memory.change(NameChange::Move(from.to_path_buf(), to.to_path_buf(), entry));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut memory = self.memory();
        memory.step()?;
        memory.file(path)?;
        memory.change(NameChange::Unset(path.to_path_buf()));
        Ok(())
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut memory = self.memory();
        memory.step()?;
        if !memory.has_folder(folder.parent().unwrap()) {
            return Err(ErrorKind::NotFound.into());
        }
        memory.change(NameChange::Set(folder.to_path_buf(), Entry::Folder));
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut memory = self.memory();
        memory.step()?;
        let waiting = std::mem::take(&mut memory.unsafe_names);
        for change in waiting {
            if change.path().parent() == Some(folder) {
                change.apply(&mut memory.safe);
            } else {
                memory.unsafe_names.push(change);
            }
        }
        memory.note_cuts();
        Ok(())
    }

    fn try_lock(&self, path: &Path) -> Result<Lock, TryLockError> {
        let mut memory = self.memory();
        memory.step().map_err(TryLockError::Error)?;
        if !memory.has_folder(path.parent().unwrap()) {
            return Err(TryLockError::Error(ErrorKind::NotFound.into()));
        }
        if !memory.names.contains_key(path) {
            let node = memory.nodes.len();
            memory.nodes.push(Node::default());
            memory.change(NameChange::Set(path.to_path_buf(), Entry::File(node)));
        }
        Ok(Box::new(()))
    }
}
