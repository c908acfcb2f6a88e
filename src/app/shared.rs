//! A value that costs nothing to copy: copies are one until one of them is changed.
//!
//! Who changes a copy while a job still reads another pays for copying it then; jobs let go as soon as they can.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// What the window and its jobs read together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared<T>(Arc<T>);

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self(Arc::new(value))
    }
}
